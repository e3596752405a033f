// SPDX-License-Identifier: MIT

import Normalization

extension Naive {
  /// Batch normalization with the moments of the batch: μ_c, σ_c² over n, h, w.
  public static func batch(
    _ x: Tensor<Double>, _ gamma: [Double], _ beta: [Double], epsilon: Double = 1e-5
  ) -> Tensor<Double> {
    let pools = (0..<x.shape.c).map { c in (0..<x.shape.n).map { n in (n, c) } }
    return normalize(x, pools: pools, gamma, beta, epsilon: epsilon)
  }

  /// Batch normalization with running moments μ_c and σ_c².
  public static func running(
    _ x: Tensor<Double>, _ mean: [Double], _ variance: [Double], _ gamma: [Double],
    _ beta: [Double], epsilon: Double = 1e-5
  ) -> Tensor<Double> {
    var y = x
    for n in 0..<x.shape.n {
      for c in 0..<x.shape.c {
        let deviation = (Wide(variance[c]) + Wide(epsilon)).squareRoot()
        map((n, c), x, &y) { Wide(gamma[c]) * ($0 - Wide(mean[c])) / deviation + Wide(beta[c]) }
      }
    }
    return y
  }

  /// Instance normalization: μ_nc, σ_nc² over h, w.
  public static func instance(
    _ x: Tensor<Double>, _ gamma: [Double], _ beta: [Double], epsilon: Double = 1e-5
  ) -> Tensor<Double> {
    let pools = (0..<x.shape.n).flatMap { n in (0..<x.shape.c).map { c in [(n, c)] } }
    return normalize(x, pools: pools, gamma, beta, epsilon: epsilon)
  }

  /// Layer normalization: μ_n, σ_n² over c, h, w.
  public static func layer(
    _ x: Tensor<Double>, _ gamma: [Double], _ beta: [Double], epsilon: Double = 1e-5
  ) -> Tensor<Double> {
    let pools = (0..<x.shape.n).map { n in (0..<x.shape.c).map { c in (n, c) } }
    return normalize(x, pools: pools, gamma, beta, epsilon: epsilon)
  }

  /// Group normalization: μ_ng, σ_ng² over h, w and the channels c with ⌊c · G / C⌋ = g.
  public static func group(
    _ x: Tensor<Double>, groups: Int, _ gamma: [Double], _ beta: [Double], epsilon: Double = 1e-5
  ) -> Tensor<Double> {
    let pools = (0..<x.shape.n).flatMap { n in
      (0..<groups).map { g in
        (0..<x.shape.c).filter { $0 * groups / x.shape.c == g }.map { c in (n, c) }
      }
    }
    return normalize(x, pools: pools, gamma, beta, epsilon: epsilon)
  }
}
