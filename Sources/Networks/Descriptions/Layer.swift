// SPDX-License-Identifier: MIT

/// One link of the chain that a network is.
public indirect enum Layer: Hashable, Sendable {
  /// y = w ∗ x + b.
  case convolution(ConvolutionLayer)
  /// A place where the network normalizes.
  case site(Site)
  /// A function of each value.
  case activation(ActivationFunction)
  /// The maximum or mean of windows.
  case pooling(PoolingLayer)
  /// Every pixel becomes 2×2 alike.
  case upsampling
  /// x + body(x). The body keeps the shape.
  case residual([Layer])
  /// The moments of a style picture are taken here, under this number.
  case level(Int)
}

extension Layer {
  /// Whether it changes no place of a value, only the value.
  var isPointwise: Bool {
    switch self {
    case .site, .activation, .level: true
    case .convolution, .pooling, .upsampling, .residual: false
    }
  }
}

extension Sequence where Element == Layer {
  /// All layers in order, with the bodies of residual blocks in their places.
  var flattened: [Layer] {
    flatMap { layer in
      if case .residual(let body) = layer { return body.flattened }
      return [layer]
    }
  }
}
