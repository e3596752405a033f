// SPDX-License-Identifier: MIT

import COneDNN
import Normalization

/// Gram matrices of an activation: G_ij = Σ x_i · x_j / (C · H · W), summed over the pixels of each
/// picture (Gatys et al. 2016, with the divisor of Johnson et al. 2016).
///
/// Σ x_i · x_j is the weight gradient of a 1×1 convolution with dy = x; the gradient of G, (dG +
/// dGᵀ) · x, is such a convolution. Not thread-safe.
public final class GramMatrices {
  private let shape: Shape
  private let layer: ConvolutionLayer
  /// The layout of one picture.
  private let layout: ActivationLayout
  private let sums: ConvolutionGradient
  private let product: PreparedConvolution
  private let scratchpad: AlignedFloats

  /// Gram matrices of activations of a shape. - Throws: `NetworkError`.
  public init(_ shape: Shape) throws(NetworkError) {
    guard onednn_version() != nil else { throw .noLibrary }
    var layer = ConvolutionLayer("gram", shape.c, shape.c, kernel: SpatialSize(1))
    layer.hasBias = false
    let layout = ActivationLayout.blocked(Shape(1, shape.c, shape.h, shape.w))
    let weights = Self.weights(layer, Array(repeating: 0, count: shape.c * shape.c))
    sums = try ConvolutionGradient(weights, layout, layout, implicitPadding: .none)
    product = try PreparedConvolution(
      weights, layout, layout, implicitPadding: .none, allowsWinograd: false)
    (self.shape, self.layer, self.layout) = (shape, layer, layout)
    scratchpad = AlignedFloats((max(sums.scratchpadBytes, product.scratchpadBytes) + 3) / 4)
  }

  private static func weights(_ layer: ConvolutionLayer, _ values: [Float]) -> ConvolutionWeights {
    ConvolutionWeights(
      layer, weights: values, bias: Array(repeating: 0, count: layer.outputs), isPlain: false)
  }

  /// 1 / (C · H · W).
  private var scale: Float { 1 / Float(shape.c * shape.planeSize) }

  /// Returns G of each picture, C · C values in row-major order. - Precondition: x has the shape.
  /// - Throws: `NetworkError.oneDNN`.
  public func callAsFunction(_ x: Activation) throws(NetworkError) -> [[Float]] {
    precondition(x.shape == shape, "\(x.shape) for \(shape)")
    return try (0..<shape.n).map { n throws(NetworkError) in
      let picture = x.start + n * layout.floats
      var all = [layer.weightName: [Float](repeating: 0, count: shape.c * shape.c)]
      try sums.run(picture, picture, scratchpad: scratchpad.start, into: &all)
      return (all[layer.weightName] ?? []).map { scale * $0 }
    }
  }

  /// Returns dx for dG of each picture. - Precondition: x has the shape; there is a dG per picture.
  /// - Throws: `NetworkError.oneDNN`.
  public func gradient(
    _ dG: [[Float]], at x: Activation
  ) throws(NetworkError) -> Activation {
    precondition(x.shape == shape && dG.count == shape.n, "\(dG.count) matrices for \(x.shape)")
    let (c, dx) = (shape.c, Activation(x.layout))
    for (n, gradient) in dG.enumerated() {
      let both = (0..<c * c).map { i in scale * (gradient[i] + gradient[i % c * c + i / c]) }
      try product.setWeights(Self.weights(layer, both))
      try product.run(
        x.start + n * layout.floats, dx.start + n * layout.floats, scratchpad: scratchpad.start)
    }
    return dx
  }
}
