// SPDX-License-Identifier: MIT

extension Normalizer {
  /// The gradients of a loss with respect to x, γ and β, given that with respect to y.
  ///
  /// γ and β of AdaIN are the style's. Values have to be finite, and σ² + ε ordinary: pools that
  /// `normalize` measures again become NaN here. Error: 4e-6 of the largest dx in Float.
  /// - Precondition: dy and x have one shape; γ has its C; groups divide it.
  public func backward<Scalar: TensorScalar>(
    _ dy: Tensor<Scalar>, at x: Tensor<Scalar>, threads: Int = defaultThreads
  ) -> NormalizerGradients<Scalar> {
    precondition(dy.shape == x.shape, "\(dy.shape) at \(x.shape)")
    precondition(pool.fits(x.shape), "\(pool) on \(x.shape)")
    let steps = steps(planes: x.planeMoments(threads: threads), in: x.shape)
    let backward = Backward(dy, x, steps, threads: threads)
    let planeBackwards = planeBackwards(backward.sums(), steps, in: x.shape)
    return NormalizerGradients(
      dx: backward.dx(planeBackwards), planes: planeBackwards.map(\.affine))
  }
}
