// SPDX-License-Identifier: MIT

/// What the reader of a file found beside plain weights. `RecognizedNetwork` uses it to decide
/// which tensors a network may leave out, and to report them.
struct ReadingNotes: Equatable, Sendable {
  /// Path of the dictionary that contains all tensors, with a dot at its end; empty for the root.
  var wrapper = ""
  /// Entries that were not read because they are no weights, such as an optimizer's state.
  var ignored: [String] = []
  /// Tensors in the same dictionary as another dictionary of tensors, such as a list of losses.
  var besideDictionaries: Set<String> = []
  /// Tensors that the graph of an ONNX file uses as weights; nil for files without a graph.
  var graphWeights: Set<String>?
}
