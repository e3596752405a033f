// SPDX-License-Identifier: MIT

extension Normalizer {
  /// Returns the gradients of a loss with respect to x, γ and β, given the gradient dy with respect
  /// to y.
  ///
  /// γ and β are the parameters of the innermost normalizer; for AdaIN those of the style. Values
  /// must be finite, and σ² + ε must not overflow or underflow: pools that `normalize` measures
  /// again at another scale result in NaN. Error: 4e-6 of the largest dx in Float.
  /// - Precondition: dy and x have the same shape; γ has its C; groups divide it.
  public func backward<Scalar: TensorScalar>(
    _ dy: Tensor<Scalar>, at x: Tensor<Scalar>, threads: Int = defaultThreads
  ) -> NormalizerGradients<Scalar> {
    precondition(dy.shape == x.shape, "dy \(dy.shape), x \(x.shape)")
    precondition(pool.fits(x.shape), "\(pool) does not fit \(x.shape)")
    let transforms = transforms(
      planeMoments: x.planeMoments(threads: threads), in: x.shape)
    let backward = NormalizationBackward(dy, x, transforms, threads: threads)
    let backwardPerPlane = backwardPerPlane(backward.sums(), transforms, in: x.shape)
    return NormalizerGradients(
      dx: backward.dx(backwardPerPlane), planes: backwardPerPlane.map(\.affine))
  }
}

/// Gradients of a loss with respect to the input and the parameters of a normalization.
public struct NormalizerGradients<Scalar: TensorScalar>: Equatable, Sendable {
  /// The gradient with respect to x.
  public var dx: Tensor<Scalar>
  /// dγ and dβ of each of the N · C planes.
  public var planes: [ChannelAffine]

  /// dγ and dβ of each channel, summed over the pictures, for parameters that all pictures share.
  public var channels: [ChannelAffine] {
    var result = Array(repeating: ChannelAffine(gamma: 0, beta: 0), count: dx.shape.c)
    for (plane, gradient) in planes.enumerated() {
      result[plane % dx.shape.c].gamma += gradient.gamma
      result[plane % dx.shape.c].beta += gradient.beta
    }
    return result
  }
}
