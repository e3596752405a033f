// SPDX-License-Identifier: MIT

import Networks
import Normalization

/// How far the moments of pictures are from styles': Σ over levels of the means over channels and
/// pictures of (μ − μ′)² + (σ − σ′)², σ = √(variance + 10⁻⁵) (Huang & Belongie 2017, equation 13).
public enum StyleLoss {
  /// The loss of moments N · C at each level, and its gradients with respect to them.
  /// - Precondition: a level's targets are N · C, or C for all pictures, and every one of its levels
  ///   is there.
  public static func loss(
    _ moments: StyleMoments, to target: StyleMoments, weight: Double
  ) -> Loss<[Int: [MomentsGradient]]> {
    var (sum, gradients) = (0.0, [Int: [MomentsGradient]]())
    for (level, targets) in target.levels.sorted(by: { $0.key < $1.key }) {
      let own = moments.levels[level] ?? []
      precondition(
        !targets.isEmpty && !own.isEmpty && own.count % targets.count == 0,
        "\(own.count) planes to \(targets.count) at level \(level)")
      let terms = own.indices.map { term(own[$0], targets[$0 % targets.count]) }
      let scale = weight / Double(own.count)
      sum += terms.reduce(0) { $0 + $1.value } / Double(own.count)
      gradients[level] = terms.map {
        MomentsGradient(mean: scale * $0.gradient.mean, variance: scale * $0.gradient.variance)
      }
    }
    return Loss(value: sum, gradient: gradients)
  }

  /// (μ − μ′)² + (σ − σ′)² of a plane; dσ/dσ² = 1 / 2σ.
  private static func term(_ own: Moments, _ target: Moments) -> Loss<MomentsGradient> {
    let estimator = DeviationEstimator()
    let (deviation, mean) = (estimator.deviation(of: own), own.mean - target.mean)
    let spread = deviation - estimator.deviation(of: target)
    return Loss(
      value: mean * mean + spread * spread,
      gradient: MomentsGradient(mean: 2 * mean, variance: spread / deviation))
  }
}
