// SPDX-License-Identifier: MIT

import FileIO
import Networks
import Normalization
import Weights

/// A network's file: its tensors, and the description in its metadata.
///
/// The page is under `description`, or under `network` where that is one; a file of known layout
/// has the layout's name under `network` and need not have a page.
struct NetworkFile {
  /// Where it is.
  let path: String
  /// What it holds.
  let tensors: NamedTensors
  /// What it computes.
  let description: NetworkDescription

  /// Reads a file. - Throws: one sentence with the file's name.
  init(_ path: String) throws {
    let bytes = try FileBytes.read(
      path, limit: min(WeightFile.maximumFileSize, MemoryBudget.bytes / 2))
    do { try self.init(path, SafeTensors.read(bytes[...])) } catch let error as WeightError {
      throw WeightFileError.weights(path: path, error)
    }
  }

  /// A file of these tensors, whether it is there yet or not.
  init(_ path: String, _ tensors: NamedTensors) throws {
    (self.path, self.tensors) = (path, tensors)
    do {
      description = try Self.description(of: tensors)
      try description.check()
      guard !description.encoder.isEmpty || !NetworkCheck(description).takesStyle else {
        throw UsageError("its sites take a style, and it has no encoder to measure one with")
      }
    } catch {
      throw UsageError("cannot use ‘\(path.printable)’: \(error)")
    }
  }

  /// What people call it.
  var name: String { NetworkLibrary.name(of: path) }

  /// How many values its tensors have.
  var parameters: Int { tensors.names.reduce(0) { $0 + (tensors[$1]?.count ?? 0) } }

  /// What sort of network it is.
  var kind: String {
    if let kind = tensors.metadata["network"].flatMap(NetworkKind.init(rawValue:)) {
      return kind.rawValue
    }
    if description.output == nil { return "encoder" }
    if !description.encoder.isEmpty { return "adain" }
    return styles > 1 ? "multistyle" : "transfer"
  }

  /// Its licence, in the words of its file.
  var licence: String { tensors.metadata["licence"] ?? (isShipped ? "MIT" : "not said") }

  /// Where it came from.
  var source: String { tensors.metadata["source"] ?? (isShipped ? "comes along" : "yours") }

  /// Whether it came with the program.
  var isShipped: Bool { NetworkLibrary().shipped.map { path.hasPrefix($0 + "/") } ?? false }

  /// The network, its weights checked against the description.
  func network() throws -> Network {
    do { return try Network(description, Self.parameters(of: tensors)) } catch {
      throw UsageError("cannot use ‘\(path.printable)’: \(error)")
    }
  }

  private static func parameters(of tensors: NamedTensors) -> Parameters {
    var result: Parameters = [:]
    for name in tensors.names {
      guard let tensor = tensors[name] else { continue }
      result[name] = Parameter(tensor.shape, tensor.floats)
    }
    return result
  }

  private static func description(of tensors: NamedTensors) throws -> NetworkDescription {
    let metadata = tensors.metadata
    if let page = metadata["description"] ?? metadata["network"], page.contains("\n") {
      return try NetworkDescription(text: page)
    }
    guard metadata["training"] == nil else {
      throw UsageError(
        "it is the checkpoint of a training; its network is the .safetensors beside it")
    }
    guard let kind = metadata["network"].flatMap(NetworkKind.init(rawValue:)) else {
      throw UsageError(
        "its metadata do not describe a network; normscope networks import can add that")
    }
    return try NetworkDescription(kind, tensors)
  }
}
