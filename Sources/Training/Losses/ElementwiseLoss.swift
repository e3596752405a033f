// SPDX-License-Identifier: MIT

import Normalization

/// Losses computed element by element. Inputs are pictures N × 3 × H × W or any tensors; each loss
/// is a mean over the elements.
public enum ElementwiseLoss {
  /// Mean squared error, the mean of (x − t)². - Precondition: x and t have the same shape.
  public static func meanSquaredError(
    _ x: Tensor<Float>, to target: Tensor<Float>, weight: Double
  ) -> LossAndGradient<Tensor<Float>> {
    precondition(x.shape == target.shape, "\(x.shape) to \(target.shape)")
    return mean(x, weight) { i, value in
      let d = value - target.elements[i]
      return (d * d, 2 * d)
    }
  }

  /// Mean absolute error, the mean of |x − t|, over the first pictures of a batch. The gradient
  /// with respect to the other pictures is zero.
  /// - Precondition: x and t have the same shape and at least `pictures` pictures.
  public static func meanAbsoluteError(
    _ x: Tensor<Float>, to target: Tensor<Float>, pictures: Int, weight: Double
  ) -> LossAndGradient<Tensor<Float>> {
    precondition(x.shape == target.shape, "\(x.shape) to \(target.shape)")
    precondition(1...x.shape.n ~= pictures, "\(pictures) pictures of \(x.shape)")
    let end = pictures * x.shape.c * x.shape.planeSize
    return mean(x, weight, of: end) { i, value in
      let d = value - target.elements[i]
      return (abs(d), d > 0 ? 1 : d < 0 ? -1 : 0)
    }
  }

  /// Range loss: the mean of (x − clamp(x, 0, 1))².
  public static func range(
    _ x: Tensor<Float>, weight: Double
  ) -> LossAndGradient<Tensor<Float>> {
    mean(x, weight) { _, value in
      let d = value - min(max(value, 0), 1)
      return (d * d, 2 * d)
    }
  }

  /// Mean of a term over the first `end` elements (default: all).
  private static func mean(
    _ x: Tensor<Float>, _ weight: Double, of end: Int? = nil,
    _ term: (Int, Float) -> (value: Float, slope: Float)
  ) -> LossAndGradient<Tensor<Float>> {
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
    return LossAndGradient(value: sum / Double(count), gradient: gradient)
  }

  /// Total variation: the mean of |x − right neighbor| plus the mean of |x − lower neighbor|.
  /// - Precondition: planes are at least 2 × 2.
  public static func totalVariation(
    _ x: Tensor<Float>, weight: Double
  ) -> LossAndGradient<Tensor<Float>> {
    let shape = x.shape
    precondition(shape.h > 1 && shape.w > 1, "no neighbors in \(shape)")
    var gradient = Tensor<Float>(shape)
    var sums = (0.0, 0.0)
    let across = shape.planeCount * shape.h * (shape.w - 1)
    let down = shape.planeCount * (shape.h - 1) * shape.w
    let scales = (Float(weight / Double(across)), Float(weight / Double(down)))
    gradient.elements.withUnsafeMutableBufferPointer { gradient in
      x.elements.withUnsafeBufferPointer { x in
        func add(_ i: Int, _ j: Int, _ scale: Float) -> Double {
          let d = x[i] - x[j]
          let slope = d > 0 ? scale : d < 0 ? -scale : 0
          gradient[i] += slope
          gradient[j] -= slope
          return Double(abs(d))
        }
        for row in 0..<shape.planeCount * shape.h {
          let start = row * shape.w
          for i in start..<start + shape.w - 1 { sums.0 += add(i, i + 1, scales.0) }
          if (row + 1) % shape.h == 0 { continue }
          for i in start..<start + shape.w { sums.1 += add(i, i + shape.w, scales.1) }
        }
      }
    }
    return LossAndGradient(
      value: sums.0 / Double(across) + sums.1 / Double(down), gradient: gradient)
  }
}
