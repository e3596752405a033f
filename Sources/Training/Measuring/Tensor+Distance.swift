// SPDX-License-Identifier: MIT

import Foundation
import Normalization

extension Tensor<Float> {
  /// Peak signal over noise, 10 · log₁₀(1 / mean of (x − y)²) in dB, of pictures in 0…1; ∞ for equals.
  /// - Precondition: the shapes are the same.
  public func psnr(to other: Tensor<Float>) -> Double {
    precondition(shape == other.shape, "\(shape) and \(other.shape)")
    return -10 * log10(meanSquare(to: other))
  }

  /// The mean of (x − y)², summed in Double. - Precondition: the shapes are the same.
  public func meanSquare(to other: Tensor<Float>) -> Double {
    precondition(shape == other.shape, "\(shape) and \(other.shape)")
    let sum = zip(elements, other.elements).reduce(0.0) { sum, pair in
      let d = Double(pair.0) - Double(pair.1)
      return sum + d * d
    }
    return sum / Double(shape.count)
  }
}
