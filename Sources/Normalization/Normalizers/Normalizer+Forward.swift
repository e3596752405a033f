// SPDX-License-Identifier: MIT

extension Normalizer {
  /// Normalizes `x` into `y`, which may have held anything before, and says what was not finite.
  ///
  /// A pool with NaN or ±∞ becomes NaN as a whole and leaves the others alone; with fixed moments
  /// nothing is pooled, and only the strange values themselves stay strange. Error: 2e-6 of the
  /// largest output in Float, 8e-6 where the mean is 1e4 deviations; 1e-12 in Double.
  /// - Precondition: x and y have one shape; γ has its C; groups divide it.
  @discardableResult
  public func normalize<Scalar: TensorScalar>(
    _ x: Tensor<Scalar>, into y: inout Tensor<Scalar>, threads: Int = defaultThreads
  ) -> NonFiniteCounts {
    precondition(x.shape == y.shape, "\(x.shape) into \(y.shape)")
    precondition(pool.fits(x.shape), "\(pool) on \(x.shape)")
    return y.elements.withUnsafeMutableBufferPointer { output in
      x.elements.withUnsafeBufferPointer { forward($0, output, x.shape, threads) }
    }
  }

  /// The normalized tensor.
  public func callAsFunction<Scalar: TensorScalar>(_ x: Tensor<Scalar>) -> Tensor<Scalar> {
    Tensor(x.shape) { output in
      _ = x.elements.withUnsafeBufferPointer { forward($0, output, x.shape, defaultThreads) }
    }
  }

  private func forward<Scalar: TensorScalar>(
    _ x: UnsafeBufferPointer<Scalar>, _ y: UnsafeMutableBufferPointer<Scalar>, _ shape: Shape,
    _ threads: Int
  ) -> NonFiniteCounts {
    guard let input = x.baseAddress, let output = y.baseAddress else { return NonFiniteCounts() }
    return Forward(self, shape, input, output, threads: threads).run()
  }
}
