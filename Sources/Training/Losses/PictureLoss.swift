// SPDX-License-Identifier: MIT

import Normalization

/// Losses of pictures N × 3 × H × W, or of any tensor: each the mean over all of its values.
public enum PictureLoss {
  /// The mean of (x − t)². - Precondition: x and t have one shape.
  public static func square(
    _ x: Tensor<Float>, to target: Tensor<Float>, weight: Double
  ) -> Loss<Tensor<Float>> {
    precondition(x.shape == target.shape, "\(x.shape) to \(target.shape)")
    return each(x, weight) { i, value in
      let d = value - target.elements[i]
      return (d * d, 2 * d)
    }
  }

  /// The mean of |x − t| over the first pictures of a batch; others have no gradient.
  /// - Precondition: x and t have one shape, and so many pictures.
  public static func absolute(
    _ x: Tensor<Float>, to target: Tensor<Float>, pictures: Int, weight: Double
  ) -> Loss<Tensor<Float>> {
    precondition(x.shape == target.shape, "\(x.shape) to \(target.shape)")
    precondition(1...x.shape.n ~= pictures, "\(pictures) pictures of \(x.shape)")
    let end = pictures * x.shape.c * x.shape.plane
    return each(x, weight, of: end) { i, value in
      let d = value - target.elements[i]
      return (abs(d), d > 0 ? 1 : d < 0 ? -1 : 0)
    }
  }

  /// The mean of squares of what is below 0 or above 1.
  public static func range(_ x: Tensor<Float>, weight: Double) -> Loss<Tensor<Float>> {
    each(x, weight) { _, value in
      let d = value - min(max(value, 0), 1)
      return (d * d, 2 * d)
    }
  }

  /// A sum over the first `end` values, all by default, divided by their count.
  private static func each(
    _ x: Tensor<Float>, _ weight: Double, of end: Int? = nil,
    _ term: (Int, Float) -> (value: Float, slope: Float)
  ) -> Loss<Tensor<Float>> {
    var (sum, gradient) = (0.0, Tensor<Float>(x.shape))
    let count = end ?? x.shape.count
    let scale = Float(weight / Double(count))
    gradient.elements.withUnsafeMutableBufferPointer { gradient in
      for i in 0..<count {
        let (value, slope) = term(i, x.elements[i])
        sum += Double(value)
        gradient[i] = scale * slope
      }
    }
    return Loss(value: sum / Double(count), gradient: gradient)
  }
}
