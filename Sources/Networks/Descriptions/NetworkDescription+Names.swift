// SPDX-License-Identifier: MIT

extension NetworkDescription {
  /// The tensors that a gradient can train: weights, biases, γ and β; running moments follow the data.
  public var trainableNames: Set<String> { Self.names(in: layers) }

  /// γ and β of all sites.
  public var affineNames: Set<String> { Set(sites.flatMap { $0.parameterNames.prefix(2) }) }

  /// Those that a style goes through too.
  public var encoderNames: Set<String> { Self.names(in: encoder.flattened) }

  private static func names(in layers: [Layer]) -> Set<String> {
    Set(
      layers.flatMap { layer -> [String] in
        switch layer {
        case .convolution(let layer):
          return [layer.weightName] + (layer.hasBias ? [layer.biasName] : [])
        case .site(let site): return Array(site.parameterNames.prefix(2))
        default: return []
        }
      })
  }
}
