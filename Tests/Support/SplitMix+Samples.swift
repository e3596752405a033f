// SPDX-License-Identifier: MIT

import Normalization

extension SplitMix {
  /// Returns an approximately normal number of mean 0 and deviation 1: the sum of twelve uniform
  /// numbers.
  public mutating func normal() -> Double {
    (0..<12).reduce(-6) { sum, _ in sum + Double(next() >> 11) * 0x1p-53 }
  }

  /// Returns a tensor of such numbers.
  public mutating func tensor<Scalar: TensorScalar>(
    _ shape: Shape, mean: Double = 0, deviation: Double = 1
  ) -> Tensor<Scalar> {
    Tensor(shape, elements: (0..<shape.count).map { _ in Scalar(mean + deviation * normal()) })
  }

  /// Returns γ or β of each channel: of either sign, and sometimes 0.
  public mutating func parameters(_ channels: Int) -> [Double] {
    (0..<channels).map { _ in next() % 5 == 0 ? 0 : 1.5 * normal() }
  }
}
