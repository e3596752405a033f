// SPDX-License-Identifier: MIT

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
    if let cut = try network.cut(at: name) { return .features(cut) }
    return .site(try NetworkCheck(network.description).site(name))
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
      run.show(picture)
      guard let output = run.output() else { throw UsageError("the run stopped") }
      return output
    }
  }
}

extension Network {
  /// Whether levels are those of a VGG.
  private var isVGG: Bool {
    description.convolutions.contains { $0.name == "conv1_2" || $0.name == "encoder.conv1_2" }
  }

  /// The encoder up to a level of a name such as level1, or relu1_1 in a VGG; nil where there is
  /// none.
  fileprivate func cut(at name: String) throws -> Network? {
    let index = description.encoder.firstIndex {
      guard case .level(let level) = $0 else { return false }
      return name == "level\(level)" || name == "relu\(level)_1" && isVGG
    }
    guard let index else { return nil }
    var cut = description
    (cut.encoder, cut.decoder, cut.output) = (Array(description.encoder[..<index]), [], nil)
    return try Network(cut, parameters)
  }
}
