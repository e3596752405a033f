// SPDX-License-Identifier: MIT

import Normalization

/// The worst error of a tensor, relative to the largest magnitude that was expected.
public struct Difference: Sendable, CustomStringConvertible {
  /// The error over the largest expected magnitude. A NaN where a number belongs is infinite.
  public private(set) var worst = 0.0
  /// Which case, where in it, and the two values.
  public private(set) var description = "no error"

  /// No error.
  public init() {}

  /// The error of `found`.
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
          + "\(found.elements[i]) for \(value) at \(Self.place(i, expected.shape))"
      }
    }
  }

  /// Keeps the worse of both.
  public mutating func include(_ other: Difference) {
    if other.worst > worst { self = other }
  }

  private static func place(_ i: Int, _ shape: Shape) -> [Int] {
    let (plane, inside) = i.quotientAndRemainder(dividingBy: shape.plane)
    return [plane / shape.c, plane % shape.c, inside / shape.w, inside % shape.w]
  }
}

extension Tensor {
  /// The same numbers in Double, which loses nothing.
  public var widened: Tensor<Double> { Tensor<Double>(shape, elements: elements.map(Double.init)) }
}
