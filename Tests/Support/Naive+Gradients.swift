// SPDX-License-Identifier: MIT

import Normalization

extension Naive {
  /// Returns the gradients of Σ dy · y for y = γ_c · x̂ + β_c, from the full Jacobian of each pool:
  /// ∂y_j/∂x_i = γ_j · (δ_ij − 1/n − x̂_i · x̂_j / n) / √(σ² + ε).
  public static func gradients(
    _ x: Tensor<Double>, _ dy: Tensor<Double>, _ pool: Pool, _ gamma: [Double],
    epsilon: Double = 1e-5
  ) -> (dx: Tensor<Double>, gamma: [Double], beta: [Double]) {
    var dx = x
    var (gammas, betas) = (
      [Wide](repeating: 0, count: x.shape.c), [Wide](repeating: 0, count: x.shape.c)
    )
    for poolIndex in 0..<pool.count(in: x.shape) {
      let planes = pool.planes(of: poolIndex, in: x.shape)
      let (mean, variance) = moments(
        x, planes.map { ($0 / x.shape.c, $0 % x.shape.c) }, unbiased: false)
      let deviation = (variance + Wide(epsilon)).squareRoot()
      let indices = planes.flatMap { p in (0..<x.shape.planeSize).map { p * x.shape.planeSize + $0 }
      }
      let hats = indices.map { (Wide(x.elements[$0]) - mean) / deviation }
      let n = Wide(indices.count)
      for (i, index) in indices.enumerated() {
        var sum: Wide = 0
        for (j, other) in indices.enumerated() {
          let c = other / x.shape.planeSize % x.shape.c
          let slope = (i == j ? 1 : 0) - 1 / n - hats[i] * hats[j] / n
          sum += Wide(dy.elements[other]) * Wide(gamma[c]) * slope / deviation
        }
        dx.elements[index] = Double(sum)
        let c = index / x.shape.planeSize % x.shape.c
        gammas[c] += Wide(dy.elements[index]) * hats[i]
        betas[c] += Wide(dy.elements[index])
      }
    }
    return (dx, gammas.map { Double($0) }, betas.map { Double($0) })
  }
}
