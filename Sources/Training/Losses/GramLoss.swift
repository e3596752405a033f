// SPDX-License-Identifier: MIT

/// How far Gram matrices are from a style's: the mean of (G − G′)² over matrices and their values.
public enum GramLoss {
  /// The loss of one level, and its gradient with respect to each matrix.
  /// - Precondition: there is a target for each matrix, or one for all.
  public static func loss(
    _ matrices: [[Float]], to target: [[Float]], weight: Double
  ) -> Loss<[[Float]]> {
    precondition(
      target.count == matrices.count || target.count == 1,
      "\(target.count) targets for \(matrices.count) matrices")
    let differences = matrices.enumerated().map { n, own in
      zip(own, target[target.count == 1 ? 0 : n]).map { $0 - $1 }
    }
    let count = differences.reduce(0) { $0 + $1.count }
    let sum = differences.joined().reduce(0.0) { $0 + Double($1) * Double($1) }
    let scale = Float(2 * weight / Double(count))
    return Loss(
      value: sum / Double(count), gradient: differences.map { $0.map { scale * $0 } })
  }
}
