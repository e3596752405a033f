// SPDX-License-Identifier: MIT

import Networks
import Weights

/// Writes networks into the directory of user-installed networks.
public struct NetworkInstallation {
  /// Library that the network is added to.
  let library: NetworkLibrary
  /// Name of the network.
  let name: String
  /// Whether it may replace an installed network of the same name.
  let replace: Bool

  /// An installation under a name.
  public init(library: NetworkLibrary = NetworkLibrary(), name: String, replace: Bool) {
    (self.library, self.name, self.replace) = (library, name, replace)
  }

  /// Writes tensors of a known layout with the description of their network, and returns the
  /// network.
  /// - Throws: before anything is written, where the tensors do not make up a network.
  @discardableResult
  public func save(_ tensors: NamedTensors, as kind: NetworkKind) throws -> NetworkFile {
    try save(tensors, NetworkDescription(kind, tensors))
  }

  /// Writes tensors with the description of their network, and returns the network.
  @discardableResult
  public func save(
    _ tensors: NamedTensors, _ description: NetworkDescription
  ) throws -> NetworkFile {
    let path = try library.newPath(for: name, replace: replace)
    var (tensors, description) = (tensors, description)
    description.name = name
    tensors.metadata["description"] = description.text
    let file = try NetworkFile(path, tensors)
    _ = try file.network()
    try WeightFile.write(tensors, to: path)
    return file
  }

  /// Checks that the name can be used, before any work is done. - Throws: `NetworkLibraryError`.
  public func check() throws { _ = try library.newPath(for: name, replace: replace) }
}
