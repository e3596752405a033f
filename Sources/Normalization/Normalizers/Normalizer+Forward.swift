// SPDX-License-Identifier: MIT

extension Normalizer {
  /// Normalizes `x` into `y` and returns the number of non-finite values.
  ///
  /// A pool that contains NaN or ±∞ becomes NaN entirely; other pools are not affected. With fixed
  /// moments only the non-finite values themselves are affected. Error: 2e-6 of the largest output
  /// in Float, 8e-6 if the mean is 1e4 deviations; 1e-12 in Double.
  /// - Precondition: x and y have the same shape; γ has its C; groups divide it.
  @discardableResult
  public func normalize<Scalar: TensorScalar>(
    _ x: Tensor<Scalar>, into y: inout Tensor<Scalar>, threads: Int = defaultThreads
  ) -> NonFiniteCounts {
    precondition(x.shape == y.shape, "x \(x.shape), y \(y.shape)")
    precondition(pool.fits(x.shape), "\(pool) does not fit \(x.shape)")
    return y.elements.withUnsafeMutableBufferPointer { output in
      x.elements.withUnsafeBufferPointer { forward($0, output, x.shape, threads) }
    }
  }

  /// Returns the normalized tensor.
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
    return NormalizationForward(self, shape, input, output, threads: threads).run()
  }
}

/// Numbers of NaN and ±∞ in a tensor.
public struct NonFiniteCounts: Equatable, Sendable {
  /// Pools with at least one non-finite value.
  public var pools = 0
  /// Non-finite values in all pools.
  public var values = 0

  /// Creates counts; zero by default.
  public init(pools: Int = 0, values: Int = 0) {
    (self.pools, self.values) = (pools, values)
  }
}
