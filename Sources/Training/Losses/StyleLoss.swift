// SPDX-License-Identifier: MIT

import Networks
import Normalization

/// Target of the style loss.
public enum StyleTarget: Sendable {
  /// Channel moments of each level (Huang & Belongie 2017, equation 13).
  case moments(LevelMoments)
  /// Gram matrices of each level (Gatys et al. 2016): one per picture, or one for all pictures.
  case gram([Int: [[Float]]])

  /// Returns the target of a batch, from the targets of its pictures.
  /// - Precondition: all targets are of the same kind.
  static func batch(_ targets: [StyleTarget]) -> StyleTarget {
    var (moments, matrices) = (LevelMoments(), [Int: [[Float]]]())
    for target in targets {
      switch target {
      case .moments(let picture): moments.levels.merge(picture.levels, uniquingKeysWith: +)
      case .gram(let picture): matrices.merge(picture, uniquingKeysWith: +)
      }
    }
    precondition(
      moments.levels.isEmpty || matrices.isEmpty,
      "\(moments.levels.count) levels of moments and \(matrices.count) of Gram matrices")
    return matrices.isEmpty ? .moments(moments) : .gram(matrices)
  }
}

/// Style loss on channel moments: Σ over levels of the mean over channels and pictures of
/// (μ − μ′)² + (σ − σ′)², σ = √(variance + 10⁻⁵) (Huang & Belongie 2017, equation 13).
public enum StyleLoss {
  /// Returns the loss of N · C moments per level, and its gradient with respect to them.
  /// - Precondition: every level of the target exists in `moments` and has N · C targets, or C
  ///   targets that apply to all pictures.
  public static func loss(
    _ moments: LevelMoments, to target: LevelMoments, weight: Double
  ) -> LossAndGradient<[Int: [MomentsGradient]]> {
    var (sum, gradients) = (0.0, [Int: [MomentsGradient]]())
    for (level, targets) in target.levels.sorted(by: { $0.key < $1.key }) {
      let planes = moments.levels[level] ?? []
      precondition(
        !targets.isEmpty && !planes.isEmpty && planes.count % targets.count == 0,
        "\(planes.count) planes to \(targets.count) at level \(level)")
      let terms = planes.indices.map { term(planes[$0], targets[$0 % targets.count]) }
      let scale = weight / Double(planes.count)
      sum += terms.reduce(0) { $0 + $1.value } / Double(planes.count)
      gradients[level] = terms.map {
        MomentsGradient(mean: scale * $0.gradient.mean, variance: scale * $0.gradient.variance)
      }
    }
    return LossAndGradient(value: sum, gradient: gradients)
  }

  /// (μ − μ′)² + (σ − σ′)² of a plane; dσ/dσ² = 1 / 2σ.
  private static func term(
    _ plane: Moments, _ target: Moments
  ) -> LossAndGradient<MomentsGradient> {
    let estimator = DeviationEstimator()
    let (deviation, mean) = (estimator.deviation(of: plane), plane.mean - target.mean)
    let difference = deviation - estimator.deviation(of: target)
    return LossAndGradient(
      value: mean * mean + difference * difference,
      gradient: MomentsGradient(mean: 2 * mean, variance: difference / deviation))
  }
}

/// Style loss on Gram matrices of one level: the mean of (G − G′)² over matrices and their entries.
public enum GramLoss {
  /// Returns the loss and its gradient with respect to each matrix.
  /// - Precondition: there is one target per matrix, or one for all.
  public static func loss(
    _ matrices: [[Float]], to target: [[Float]], weight: Double
  ) -> LossAndGradient<[[Float]]> {
    precondition(
      target.count == matrices.count || target.count == 1,
      "\(target.count) targets for \(matrices.count) matrices")
    let differences = matrices.enumerated().map { n, matrix in
      zip(matrix, target[target.count == 1 ? 0 : n]).map { $0 - $1 }
    }
    let count = differences.reduce(0) { $0 + $1.count }
    let sum = differences.joined().reduce(0.0) { $0 + Double($1) * Double($1) }
    let scale = Float(2 * weight / Double(count))
    return LossAndGradient(
      value: sum / Double(count), gradient: differences.map { $0.map { scale * $0 } })
  }
}
