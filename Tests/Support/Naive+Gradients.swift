// SPDX-License-Identifier: MIT

import Normalization

extension Naive {
  /// The gradients of Σ dy · y for y = γ_c · x̂ + β_c, from the whole Jacobian of each pool:
  /// ∂y_j/∂x_i = γ_j · (δ_ij − 1/n − x̂_i · x̂_j / n) / √(σ² + ε).
  public static func gradients(
    _ x: Tensor<Double>, _ dy: Tensor<Double>, _ pool: Pool, _ gamma: [Double],
    epsilon: Double = 1e-5
  ) -> (dx: Tensor<Double>, gamma: [Double], beta: [Double]) {
    var dx = x
    var (gammas, betas) = (
      [Wide](repeating: 0, count: x.shape.c), [Wide](repeating: 0, count: x.shape.c)
    )
    for index in 0..<pool.count(in: x.shape) {
      let planes = pool.planes(of: index, in: x.shape)
      let (mean, variance) = moments(
        x, planes.map { ($0 / x.shape.c, $0 % x.shape.c) }, unbiased: false)
      let deviation = (variance + Wide(epsilon)).squareRoot()
      let places = planes.flatMap { p in (0..<x.shape.plane).map { p * x.shape.plane + $0 } }
      let hats = places.map { (Wide(x.elements[$0]) - mean) / deviation }
      let n = Wide(places.count)
      for (i, place) in places.enumerated() {
        var sum: Wide = 0
        for (j, other) in places.enumerated() {
          let c = other / x.shape.plane % x.shape.c
          let slope = (i == j ? 1 : 0) - 1 / n - hats[i] * hats[j] / n
          sum += Wide(dy.elements[other]) * Wide(gamma[c]) * slope / deviation
        }
        dx.elements[place] = Double(sum)
        let c = place / x.shape.plane % x.shape.c
        gammas[c] += Wide(dy.elements[place]) * hats[i]
        betas[c] += Wide(dy.elements[place])
      }
    }
    return (dx, gammas.map { Double($0) }, betas.map { Double($0) })
  }
}
