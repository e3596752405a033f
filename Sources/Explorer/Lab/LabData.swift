// SPDX-License-Identifier: MIT

import Foundation

/// The experiment's trainings as the Lab page shows them: Figure 1 of the AdaIN paper.
public struct LabData: Equatable, Sendable {
  /// Each condition of the photographs, of every folder that has any.
  public let conditions: [Condition]
  /// Whether a training may go on: its losses are read again now and then.
  public let isGrowing: Bool

  /// What was found. - Precondition: there is a panel.
  public init(conditions: [Condition], isGrowing: Bool) {
    precondition(!conditions.isEmpty, "no panel")
    (self.conditions, self.isGrowing) = (conditions, isGrowing)
  }

  /// A style loss after some steps.
  public struct Point: Equatable, Sendable {
    /// Steps that are done, 1 or more.
    public let step: Int
    /// The loss.
    public let loss: Double

    /// A loss.
    public init(step: Int, loss: Double) { (self.step, self.loss) = (step, loss) }
  }

  /// A network that can be loaded.
  public struct Checkpoint: Equatable, Sendable {
    /// The steps it was trained for.
    public let step: Int
    /// Its file.
    public let path: String

    /// A network.
    public init(step: Int, path: String) { (self.step, self.path) = (step, path) }
  }

  /// What a network normalizes with.
  public enum Norm: CaseIterable, Sendable {
    /// Batch or instance normalization.
    case batch, instance
  }
}

extension LabData {
  /// A training.
  public struct Curve: Equatable, Sendable {
    /// Its style losses, means over a few steps each, in order; none where it has not begun.
    public let points: [Point]
    /// The steps that are done, and those that are planned; 0 where it has not begun.
    public let done, planned: Int
    /// The networks that were saved, in order.
    public let checkpoints: [Checkpoint]
    /// The paper's losses, in the paper's unit.
    public let paper: [Point]
    /// Its own means where the paper's were read; nil where it has not come so far.
    public let atPaper: [Double?]
    /// Its mean over the last tenth of the steps that both of its panel's trainings have done.
    public let end: Double?

    /// A training. - Precondition: as many of its own means as of the paper's losses.
    public init(
      points: [Point], done: Int, planned: Int, checkpoints: [Checkpoint], paper: [Point],
      atPaper: [Double?], end: Double?
    ) {
      precondition(paper.count == atPaper.count, "\(atPaper.count) at \(paper.count) steps")
      (self.points, self.done, self.planned, self.checkpoints) = (
        points, done, planned, checkpoints
      )
      (self.paper, self.atPaper, self.end) = (paper, atPaper, end)
    }
  }
}

extension LabData {
  /// A condition: the same photographs for both normalizations.
  public struct Condition: Equatable, Sendable {
    /// What the photographs are called.
    public let title: String
    /// Whose trainings they are.
    public let source: String
    /// Both trainings.
    public let batch, instance: Curve

    /// A condition.
    public init(title: String, source: String, batch: Curve, instance: Curve) {
      (self.title, self.source) = (title, source)
      (self.batch, self.instance) = (batch, instance)
    }

    /// The training with a normalization.
    public subscript(_ norm: Norm) -> Curve { norm == .batch ? batch : instance }

    /// IN over BN where both have come to the same step; nil before the first.
    public var ratio: Double? {
      guard let batch = batch.end, let instance = instance.end, batch > 0 else { return nil }
      return instance / batch
    }

    /// The same of the paper's last losses.
    public var paperRatio: Double? {
      guard let batch = batch.paper.last, let instance = instance.paper.last else { return nil }
      return instance.loss / batch.loss
    }

    /// What the paper's losses are multiplied by to lie beside the trainings': the geometric mean of
    /// own over paper's, both norms together, so that the paper's gap stays. Nil before the first.
    public var paperScale: Double? {
      let ratios = [batch, instance].flatMap { curve in
        zip(curve.paper, curve.atPaper).compactMap { paper, own in
          own.flatMap { $0 > 0 ? log($0 / paper.loss) : nil }
        }
      }
      return ratios.isEmpty ? nil : exp(ratios.reduce(0, +) / Double(ratios.count))
    }

    /// The steps that both have done.
    public var done: Int { min(batch.done, instance.done) }
    /// The steps of the longer one; the paper's where neither has begun.
    public var planned: Int {
      let most = max(batch.planned, instance.planned)
      return most > 0 ? most : max(1, batch.paper.last?.step ?? 1)
    }
  }
}
