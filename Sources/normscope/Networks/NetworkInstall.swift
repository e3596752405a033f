// SPDX-License-Identifier: MIT

import Networks
import Normalization
import Weights

/// Puts networks into the person's folder.
struct NetworkInstall {
  /// Where the person's folder is.
  var shelf = NetworkLibrary()
  /// What the network is to be called.
  let name: String
  /// Whether it may take the place of another.
  let replace: Bool

  /// Writes tensors of a known layout with a page that describes the network they belong to.
  /// - Throws: before anything is written when the network cannot be made of them.
  func save(_ tensors: NamedTensors, as kind: NetworkKind) throws {
    try save(tensors, NetworkDescription(kind, tensors))
  }

  /// Writes tensors with the page of their network.
  func save(_ tensors: NamedTensors, _ description: NetworkDescription) throws {
    let path = try shelf.place(for: name, replace: replace)
    var (tensors, description) = (tensors, description)
    description.name = name
    tensors.metadata["description"] = description.text
    _ = try NetworkFile(path, tensors).network()
    try WeightFile.write(tensors, to: path)
  }

  /// Finds out early that a name cannot be taken. - Throws: `UsageError`.
  func check() throws { _ = try shelf.place(for: name, replace: replace) }
}
