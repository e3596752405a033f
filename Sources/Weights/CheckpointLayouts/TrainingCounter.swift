// SPDX-License-Identifier: MIT

/// Recognition of single values that training scripts store among weights, such as the number of
/// steps or the decay of averaged weights. No network of a known layout uses them.
enum TrainingCounter {
  private static let names: Set<String> = [
    "num_batches_tracked", "n_averaged", "num_updates", "step", "steps", "global_step", "epoch",
    "iteration", "decay", "initted",
  ]

  /// Whether the last component of a tensor's name is that of a counter.
  private static func isName(_ name: String) -> Bool {
    name.split(separator: ".").last.map { names.contains(String($0)) } ?? false
  }

  /// Whether a tensor is a counter: a single integer, or a single float with a counter's name.
  /// Other single floats may be trained parameters.
  static func isCounter(_ type: ElementType, count: Int, named name: String) -> Bool {
    count == 1 && (!type.isFloating || isName(name))
  }
}
