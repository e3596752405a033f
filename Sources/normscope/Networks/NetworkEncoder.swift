// SPDX-License-Identifier: MIT

import FileIO
import Networks
import Normalization

/// Computes what is at one place of a network: what enters a site, a level, or its features.
struct NetworkEncoder {
  /// Where in a network.
  private enum Place {
    case site(Int)
    case features(Network)
  }

  private let studio: NetworkStudio
  private let place: Place

  /// A place by its name; without one the first site, or the features of a network that gives them.
  init(_ request: NetworkRequest, at name: String?) throws {
    studio = try NetworkStudio(request)
    place = try Self.place(name, in: studio.network)
  }

  private static func place(_ name: String?, in network: Network) throws -> Place {
    guard let name else {
      return network.description.sites.isEmpty ? .features(network) : .site(0)
    }
    if let index = network.description.sites.firstIndex(where: { $0.name == name }) {
      return .site(index)
    }
    if let cut = try network.cut(at: name) { return .features(cut) }
    let names = (network.levelNames.map(\.name) + network.description.sites.map(\.name))
      .map(\.printable).joined(separator: ", ")
    throw UsageError(
      "‘\(network.description.name.printable)’ has no site ‘\(name.printable)’; "
        + (names.isEmpty ? "it has none" : "it has \(names)"))
  }

  /// The activations for a picture's file, and what the person should know of it.
  func features(of path: String) throws -> (tensor: Tensor<Float>, warnings: [String]) {
    let (picture, warnings) = try studio.content(path)
    return (try features(of: picture), studio.warnings + warnings)
  }

  private func features(of picture: Tensor<Float>) throws -> Tensor<Float> {
    switch place {
    case .site(let site): return try studio.run(on: picture, keeps: true).input(upTo: site)
    case .features(let network):
      let run = try NetworkRun.checked(network, picture.shape)
      run.setInput(picture)
      guard let output = try run.output() else { throw UsageError("the run stopped") }
      return output
    }
  }
}

extension Network {
  /// The levels of the encoder: `level1` and so on, or `relu1_1` in a VGG, and where they are.
  fileprivate var levelNames: [(name: String, index: Int)] {
    let isVGG = description.convolutions.contains {
      $0.name == "conv1_2" || $0.name == "encoder.conv1_2"
    }
    return description.encoder.enumerated().compactMap { index, layer in
      guard case .level(let level) = layer else { return nil }
      return (isVGG ? "relu\(level)_1" : "level\(level)", index)
    }
  }

  /// The encoder up to a level; nil where there is none of the name.
  fileprivate func cut(at name: String) throws -> Network? {
    guard let index = levelNames.first(where: { $0.name == name })?.index else { return nil }
    var cut = description
    (cut.encoder, cut.decoder, cut.output) = (Array(description.encoder[..<index]), [], nil)
    return try Network(cut, parameters)
  }
}
