// SPDX-License-Identifier: MIT

extension Layer {
  /// A square convolution that keeps the size, or divides it by the stride.
  public static func conv(
    _ name: String, _ inputs: Int, _ outputs: Int, _ kernel: Int = 3, stride: Int = 1,
    edge: PaddingMode = .reflect, relu: Bool = false
  ) -> Layer {
    var layer = ConvolutionLayer(name, inputs, outputs, kernel: SpatialSize(kernel))
    (layer.stride, layer.margins, layer.edge) = (SpatialSize(stride), Padding(kernel / 2), edge)
    layer.hasRelu = relu
    return .convolution(layer)
  }

  /// x + b(relu(a x)), the residual block of `name`.a and `name`.b.
  public static func block(_ name: String, _ channels: Int) -> Layer {
    .residual([
      .conv(name + ".a", channels, channels, relu: true), .conv(name + ".b", channels, channels),
    ])
  }
}
