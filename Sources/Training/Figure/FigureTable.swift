// SPDX-License-Identifier: MIT

/// What the six runs came to: the mean style loss of the last tenth of the steps, beside the paper's.
public struct FigureTable: Equatable, Sendable {
  /// A condition's means.
  public struct Row: Equatable, Sendable {
    /// What became of the photographs.
    public let condition: FigureCondition
    /// The mean style losses.
    public let batch, instance: Double

    /// IN over BN.
    public var ratio: Double { instance / batch }
  }

  /// The steps of every run.
  public let steps: Int
  /// The conditions of which both runs are done.
  public let rows: [Row]

  /// The table of curves that have so many steps; shorter ones do not count.
  public init(_ curves: [FigureRun: LossCurve], steps: Int) {
    self.steps = steps
    rows = FigureCondition.allCases.compactMap { condition in
      guard let batch = curves[FigureRun(condition, .batch)]?.style(at: steps),
        let instance = curves[FigureRun(condition, .instance)]?.style(at: steps)
      else { return nil }
      return Row(condition: condition, batch: batch, instance: instance)
    }
  }

  /// IN over BN of a condition; nil where a run is not done.
  public func ratio(_ condition: FigureCondition) -> Double? {
    rows.first { $0.condition == condition }?.ratio
  }

  /// Each of the figure's claims, and whether the runs agree; nil where a run is not done.
  public var claims: [(text: String, holds: Bool?)] {
    let (a, b, c) = (ratio(.original), ratio(.contrast), ratio(.style))
    return [
      ("IN/BN below 0.9 on original photographs", a.map { $0 < 0.9 }),
      ("IN/BN below 0.9 on contrast-normalized photographs", b.map { $0 < 0.9 }),
      (
        "IN/BN nearer to 1 on style-normalized photographs than on original ones",
        a.flatMap { a in c.map { abs($0 - 1) < abs(a - 1) } }
      ),
    ]
  }
}
