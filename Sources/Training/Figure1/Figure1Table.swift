// SPDX-License-Identifier: MIT

/// Results of the six trainings: the mean style loss of the last tenth of the steps.
public struct Figure1Table: Equatable, Sendable {
  /// Results of one condition.
  public struct ConditionResult: Equatable, Sendable {
    /// Preprocessing of the crops.
    public let condition: Figure1Condition
    /// Mean style loss with batch and with instance normalization.
    public let batch, instance: Double

    /// IN/BN.
    public var ratio: Double { instance / batch }
  }

  /// Number of steps of every training.
  public let steps: Int
  /// Conditions for which both trainings are complete.
  public let rows: [ConditionResult]

  /// A table of loss curves at a number of steps. Shorter curves are ignored.
  public init(_ curves: [Figure1Variant: LossCurve], steps: Int) {
    self.steps = steps
    rows = Figure1Condition.allCases.compactMap { condition in
      guard let batch = curves[Figure1Variant(condition, .batch)]?.meanStyleLoss(at: steps),
        let instance = curves[Figure1Variant(condition, .instance)]?.meanStyleLoss(at: steps)
      else { return nil }
      return ConditionResult(condition: condition, batch: batch, instance: instance)
    }
  }

  /// Returns IN/BN of a condition; nil if a training is incomplete.
  public func ratio(_ condition: Figure1Condition) -> Double? {
    rows.first { $0.condition == condition }?.ratio
  }

  /// The claims of the figure and whether the trainings confirm them; nil if a training is
  /// incomplete.
  public var claims: [(text: String, holds: Bool?)] {
    let (original, contrast, style) = (ratio(.original), ratio(.contrast), ratio(.style))
    return [
      ("IN/BN below 0.9 on original photographs", original.map { $0 < 0.9 }),
      ("IN/BN below 0.9 on contrast-normalized photographs", contrast.map { $0 < 0.9 }),
      (
        "IN/BN closer to 1 on style-normalized photographs than on original ones",
        original.flatMap { original in style.map { abs($0 - 1) < abs(original - 1) } }
      ),
    ]
  }
}
