// SPDX-License-Identifier: MIT

import Normalization

extension Naive {
  /// Conditional instance normalization with Σ_s w_s · γ_s and Σ_s w_s · β_s, weights as given.
  public static func conditional(
    _ x: Tensor<Double>, _ gammas: [[Double]], _ betas: [[Double]], weights: [Double],
    epsilon: Double = 1e-5
  ) -> Tensor<Double> {
    instance(x, mixture(gammas, weights), mixture(betas, weights), epsilon: epsilon)
  }

  private static func mixture(_ rows: [[Double]], _ weights: [Double]) -> [Double] {
    rows[0].indices.map { c in
      var sum: Wide = 0
      for (s, row) in rows.enumerated() { sum += Wide(weights[s]) * Wide(row[c]) }
      return Double(sum)
    }
  }

  /// Divisor and ε of a convention of adaptive instance normalization.
  public struct Divisors: Sendable {
    /// Whether the divisor is n − 1, for content and style.
    public var unbiased = false
    /// ε of the content.
    public var epsilon = 1e-5
    /// ε of the style.
    public var styleEpsilon = 1e-5

    /// Creates divisors; the default is the paper's convention: n, and ε for content and style.
    public init(unbiased: Bool = false, epsilon: Double = 1e-5, styleEpsilon: Double = 1e-5) {
      (self.unbiased, self.epsilon, self.styleEpsilon) = (unbiased, epsilon, styleEpsilon)
    }
  }

  /// Returns α · (σ_s · (x − μ) / σ + μ_s) + (1 − α) · x, where σ_s and μ_s are weighted means over
  /// the styles. A style has one picture for all pictures of x, or one for each.
  public static func adaptive(
    _ x: Tensor<Double>, styles: [Tensor<Double>], weights: [Double] = [1], alpha: Double = 1,
    _ divisors: Divisors = Divisors()
  ) -> Tensor<Double> {
    var y = x
    for n in 0..<x.shape.n {
      for c in 0..<x.shape.c {
        let content = moments(x, [(n, c)], unbiased: divisors.unbiased)
        let deviation = (content.variance + Wide(divisors.epsilon)).squareRoot()
        let style = blend(styles, weights, n, c, divisors)
        map((n, c), x, &y) { value in
          let target = style.deviation * (value - content.mean) / deviation + style.mean
          return Wide(alpha) * target + (1 - Wide(alpha)) * value
        }
      }
    }
    return y
  }

  private static func blend(
    _ styles: [Tensor<Double>], _ weights: [Double], _ n: Int, _ c: Int, _ divisors: Divisors
  ) -> (deviation: Wide, mean: Wide) {
    var (deviation, mean, total): (Wide, Wide, Wide) = (0, 0, 0)
    for (k, style) in styles.enumerated() {
      let moments = moments(
        style, [(style.shape.n == 1 ? 0 : n, c)], unbiased: divisors.unbiased)
      deviation += Wide(weights[k]) * (moments.variance + Wide(divisors.styleEpsilon)).squareRoot()
      mean += Wide(weights[k]) * moments.mean
      total += Wide(weights[k])
    }
    return (deviation / total, mean / total)
  }
}
