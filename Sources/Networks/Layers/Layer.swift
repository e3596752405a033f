// SPDX-License-Identifier: MIT

/// A layer of a network.
public indirect enum Layer: Hashable, Sendable {
  /// y = w ∗ x + b.
  case convolution(ConvolutionLayer)
  /// A normalization site.
  case site(Site)
  /// An elementwise activation function.
  case activation(ActivationFunction)
  /// Max or average pooling.
  case pooling(PoolingLayer)
  /// Nearest-neighbor upsampling by 2.
  case upsampling
  /// x + body(x). The body preserves the shape.
  case residual([Layer])
  /// A level of the encoder, where the moments of a style picture are measured.
  case level(Int)
}

extension Layer {
  /// Whether each output value depends on the input at the same position only (and on moments).
  var isPointwise: Bool {
    switch self {
    case .site, .activation, .level: true
    case .convolution, .pooling, .upsampling, .residual: false
    }
  }
}

extension Sequence where Element == Layer {
  /// All layers in order, with residual blocks replaced by their bodies.
  var flattened: [Layer] {
    flatMap { layer in
      if case .residual(let body) = layer { return body.flattened }
      return [layer]
    }
  }
}

extension Layer {
  /// A square convolution with “same” padding, which divides height and width by the stride.
  public static func conv(
    _ name: String, _ inputs: Int, _ outputs: Int, _ kernel: Int = 3, stride: Int = 1,
    paddingMode: PaddingMode = .reflect, relu: Bool = false
  ) -> Layer {
    var layer = ConvolutionLayer(name, inputs, outputs, kernel: SpatialSize(kernel))
    (layer.stride, layer.padding, layer.paddingMode) = (
      SpatialSize(stride), Padding(kernel / 2), paddingMode
    )
    layer.appliesReLU = relu
    return .convolution(layer)
  }

  /// The residual block x + b(relu(a(x))) of the convolutions `name.a` and `name.b`.
  public static func block(_ name: String, _ channels: Int) -> Layer {
    .residual([
      .conv(name + ".a", channels, channels, relu: true), .conv(name + ".b", channels, channels),
    ])
  }
}
