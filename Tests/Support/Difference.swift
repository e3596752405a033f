// SPDX-License-Identifier: MIT

import Normalization

/// Largest error of a tensor, relative to the largest expected magnitude.
public struct Difference: Sendable, CustomStringConvertible {
  /// The error divided by the largest expected magnitude; infinite for an unexpected NaN.
  public private(set) var worst = 0.0
  /// The case, the index, and the two values.
  public private(set) var description = "no error"

  /// Creates a difference of zero.
  public init() {}

  /// Measures the error of `found`.
  public init<Scalar>(
    of found: Tensor<Scalar>, from expected: Tensor<Double>, _ name: String = ""
  ) {
    let largest = expected.elements.reduce(0) { max($0, $1.magnitude) }
    for (i, value) in expected.elements.enumerated() {
      let error = (Double(found.elements[i]) - value).magnitude
      let relative = error == 0 ? 0 : error.isNaN ? .infinity : error / largest
      if relative > worst {
        worst = relative
        description =
          "\(name) \(expected.shape): \(relative) of the largest, "
          + "\(found.elements[i]) for \(value) at \(Self.index(i, expected.shape))"
      }
    }
  }

  /// Replaces this difference by `other` if that is larger.
  public mutating func include(_ other: Difference) {
    if other.worst > worst { self = other }
  }

  private static func index(_ i: Int, _ shape: Shape) -> [Int] {
    let (plane, offset) = i.quotientAndRemainder(dividingBy: shape.planeSize)
    return [plane / shape.c, plane % shape.c, offset / shape.w, offset % shape.w]
  }
}

extension Tensor {
  /// The tensor converted to Double, without loss.
  public var widened: Tensor<Double> { Tensor<Double>(shape, elements: elements.map(Double.init)) }
}
