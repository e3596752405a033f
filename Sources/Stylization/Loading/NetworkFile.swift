// SPDX-License-Identifier: MIT

import FileIO
import Networks
import Normalization
import Weights

/// Network file: its tensors, and the description in its metadata.
///
/// The description's text is stored under `description`, or under `network`; a file of a known
/// layout has the layout's name under `network` and needs no description.
public struct NetworkFile: Sendable {
  /// Path of the file.
  public let path: String
  /// Tensors and metadata.
  public let tensors: NamedTensors
  /// Layers and sites.
  public let description: NetworkDescription

  /// Reads a file. - Throws: an error that names the file.
  init(_ path: String) throws {
    let bytes = try FileContents.read(
      path, limit: min(WeightFile.maximumFileSize, MemoryBudget.bytes / 2))
    do {
      let format = try WeightFormat.recognize(bytes[...])
      guard case .safeTensors = format else {
        throw NetworkLibraryError.otherFormat(path: path, format: format.name)
      }
      try self.init(path, SafeTensors.read(bytes[...]))
    } catch let error as WeightError {
      throw WeightFileError.weights(path: path, error)
    }
  }

  /// A file with these tensors, whether it is written yet or not.
  /// - Throws: `NetworkLibraryError.unusable`.
  init(_ path: String, _ tensors: NamedTensors) throws {
    (self.path, self.tensors) = (path, tensors)
    do {
      description = try Self.description(of: tensors)
      try description.check()
      guard !description.encoder.isEmpty || !description.takesStyle else { throw Defect.noEncoder }
    } catch {
      throw NetworkLibraryError.unusable(path: path, reason: "\(error)")
    }
  }

  /// Name of the network: that of the file without its extension.
  public var name: String { NetworkLibrary.name(of: path) }

  /// Number of values in all tensors.
  public var parameterCount: Int {
    tensors.names.reduce(0) { $0 + (tensors[$1]?.count ?? 0) }
  }

  /// Kind of network: that of its layout, else what its description says.
  public var kind: String {
    if let kind = tensors.metadata["network"].flatMap(NetworkKind.init(rawValue:)) {
      return kind.rawValue
    }
    if description.output == nil { return "encoder" }
    if !description.encoder.isEmpty { return "adain" }
    return styles > 1 ? "multistyle" : "transfer"
  }

  /// License, as the file states it.
  public var license: String { tensors.metadata["licence"] ?? (isBundled ? "MIT" : "unknown") }

  /// Origin of the weights, as the file states it.
  public var source: String {
    tensors.metadata["source"] ?? (isBundled ? "bundled" : "user-installed")
  }

  /// Whether the file is bundled with the program.
  public var isBundled: Bool {
    NetworkLibrary().bundled.map { path.hasPrefix($0 + "/") } ?? false
  }

  /// Returns the network, with its weights checked against the description.
  /// - Throws: `NetworkLibraryError.unusable`.
  public func network() throws -> Network {
    do { return try Network(description, Self.parameters(of: tensors)) } catch {
      throw NetworkLibraryError.unusable(path: path, reason: "\(error)")
    }
  }

  private static func parameters(of tensors: NamedTensors) -> Parameters {
    tensors.names.reduce(into: [:]) { result, name in
      result[name] = tensors[name].map { Parameter($0.shape, $0.floats) }
    }
  }

  private static func description(of tensors: NamedTensors) throws -> NetworkDescription {
    let metadata = tensors.metadata
    if let text = metadata["description"] ?? metadata["network"], text.contains("\n") {
      return try NetworkDescription(text: text)
    }
    guard metadata["training"] == nil else { throw Defect.checkpoint }
    guard let kind = metadata["network"].flatMap(NetworkKind.init(rawValue:)) else {
      throw Defect.noDescription
    }
    return try NetworkDescription(kind, tensors)
  }

  /// Reason why tensors are not a usable network.
  enum Defect: Error, CustomStringConvertible {
    case noEncoder, checkpoint, noDescription, noValueRange

    var description: String {
      switch self {
      case .noEncoder: "its sites take a style, but it has no encoder to measure one with"
      case .checkpoint:
        "it is a training checkpoint; its network is the .safetensors file beside it"
      case .noDescription:
        "its metadata does not describe a network; use normscope networks import"
      case .noValueRange: "its metadata does not state the value range of its pictures"
      }
    }
  }
}

extension NetworkFile {
  /// Number of styles that the network itself has: the fewest rows of γ and β at any site; 0
  /// without sites.
  public var styles: Int {
    description.sites.flatMap(\.affineNames).map { tensors[$0].map(\.rows) ?? 0 }.min() ?? 0
  }

  /// Names of the network's own styles; numbers where the file names none.
  public var styleNames: [String] {
    let known = (tensors.metadata["styles"] ?? "").split(separator: "\n").map(String.init)
    return known.count == styles ? known : (0..<styles).map(String.init)
  }

  /// Rows of the first table [S, C]; 0 for vectors.
  var tableRows: Int {
    for case .instance(let gamma, _) in description.sites.map(\.source) {
      guard let shape = tensors[gamma]?.shape, shape.count == 2 else { return 0 }
      return shape[0]
    }
    return 0
  }
}

extension NetworkDescription {
  /// Whether the γ and β of any site are those of a style picture.
  public var takesStyle: Bool { sites.contains(where: \.takesStyle) }

  /// Returns the index of a site. - Throws: `RenderError.unknownSite`.
  public func index(ofSite name: String) throws -> Int {
    guard let index = sites.firstIndex(where: { $0.name == name }) else {
      throw RenderError.unknownSite(network: self.name, site: name, sites: sites.map(\.name))
    }
    return index
  }
}

extension WeightTensor {
  /// Rows of a table [S, C]; a vector is one row.
  fileprivate var rows: Int { shape.count == 2 ? shape[0] : 1 }
}

extension Site {
  /// Names of the tensors with the site's γ and β.
  fileprivate var affineNames: [String] {
    switch source {
    case .style, .none: []
    case .instance(let gamma, let beta), .batch(let gamma, let beta, _, _): [gamma, beta]
    }
  }
}
