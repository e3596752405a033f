// SPDX-License-Identifier: MIT

import Normalization

#if arch(x86_64)
  /// Number type of the reference implementation: 64 bits of fraction.
  public typealias Wide = Float80
#else
  /// Number type of the reference implementation; the mean is corrected in a second pass.
  public typealias Wide = Double
#endif

/// Reference implementation of the normalizations: plain loops over n, c, h, w, directly from the
/// formulas.
///
/// Shares only the tensor type with the library. Error: about 1e-16 of the largest output.
public enum Naive {
  /// Channel of a picture.
  typealias Plane = (n: Int, c: Int)

  /// Returns μ and σ² of the values of planes. The variance of one value is 0 with both divisors.
  static func moments(
    _ x: Tensor<Double>, _ planes: [Plane], unbiased: Bool
  ) -> (mean: Wide, variance: Wide) {
    let count = planes.count * x.shape.h * x.shape.w
    let rough = sum(x, planes) { $0 } / Wide(count)
    let mean = rough + sum(x, planes) { $0 - rough } / Wide(count)
    let squares = sum(x, planes) { ($0 - mean) * ($0 - mean) }
    return (mean, squares / Wide(unbiased ? max(1, count - 1) : count))
  }

  private static func sum(_ x: Tensor<Double>, _ planes: [Plane], _ term: (Wide) -> Wide) -> Wide {
    var sum: Wide = 0
    for (n, c) in planes {
      for h in 0..<x.shape.h {
        for w in 0..<x.shape.w { sum += term(Wide(x[n, c, h, w])) }
      }
    }
    return sum
  }

  /// Returns γ_c · (x − μ) / √(σ² + ε) + β_c with μ and σ² over each pool; β_c if σ² and ε are 0,
  /// the limit for ε → 0.
  static func normalize(
    _ x: Tensor<Double>, pools: [[Plane]], _ gamma: [Double], _ beta: [Double], epsilon: Double
  ) -> Tensor<Double> {
    var y = x
    for pool in pools {
      let (mean, variance) = moments(x, pool, unbiased: false)
      let deviation = (variance + Wide(epsilon)).squareRoot()
      for plane in pool {
        map(plane, x, &y) {
          let centered = deviation > 0 ? ($0 - mean) / deviation : 0
          return Wide(gamma[plane.c]) * centered + Wide(beta[plane.c])
        }
      }
    }
    return y
  }

  /// Writes one plane of y, given the same plane of x.
  static func map(
    _ plane: Plane, _ x: Tensor<Double>, _ y: inout Tensor<Double>, _ body: (Wide) -> Wide
  ) {
    for h in 0..<x.shape.h {
      for w in 0..<x.shape.w {
        y[plane.n, plane.c, h, w] = Double(body(Wide(x[plane.n, plane.c, h, w])))
      }
    }
  }
}
