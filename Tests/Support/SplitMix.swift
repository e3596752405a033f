// SPDX-License-Identifier: MIT

import Normalization

/// Numbers that look random and are the same in every run (Steele, Lea & Flood 2014).
public struct SplitMix: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A generator; one seed, one sequence.
  public init(seed: UInt64) {
    state = seed
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number of mean 0 and deviation 1, close to normal: the sum of twelve uniform ones.
  public mutating func normal() -> Double {
    (0..<12).reduce(-6) { sum, _ in sum + Double(next() >> 11) * 0x1p-53 }
  }

  /// A tensor of such numbers.
  public mutating func tensor<Scalar: TensorScalar>(
    _ shape: Shape, mean: Double = 0, deviation: Double = 1
  ) -> Tensor<Scalar> {
    Tensor(shape, elements: (0..<shape.count).map { _ in Scalar(mean + deviation * normal()) })
  }

  /// γ or β for each channel: of either sign, and sometimes 0.
  public mutating func parameters(_ channels: Int) -> [Double] {
    (0..<channels).map { _ in next() % 5 == 0 ? 0 : 1.5 * normal() }
  }
}
