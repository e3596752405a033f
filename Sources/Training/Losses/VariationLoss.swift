// SPDX-License-Identifier: MIT

import Normalization

/// Total variation: the mean of |x − right neighbour| and that of |x − lower neighbour|, added.
public enum VariationLoss {
  /// The loss of a tensor. - Precondition: its planes are 2 × 2 or larger.
  public static func loss(_ x: Tensor<Float>, weight: Double) -> Loss<Tensor<Float>> {
    let shape = x.shape
    precondition(shape.h > 1 && shape.w > 1, "no neighbours in \(shape)")
    var gradient = Tensor<Float>(shape)
    var sums = (0.0, 0.0)
    let across = shape.planes * shape.h * (shape.w - 1)
    let down = shape.planes * (shape.h - 1) * shape.w
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
        for row in 0..<shape.planes * shape.h {
          let start = row * shape.w
          for i in start..<start + shape.w - 1 { sums.0 += add(i, i + 1, scales.0) }
          if (row + 1) % shape.h == 0 { continue }
          for i in start..<start + shape.w { sums.1 += add(i, i + shape.w, scales.1) }
        }
      }
    }
    return Loss(value: sums.0 / Double(across) + sums.1 / Double(down), gradient: gradient)
  }
}
