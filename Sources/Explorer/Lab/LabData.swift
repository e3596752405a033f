// SPDX-License-Identifier: MIT

import Foundation

/// Loss curves of the experiment on the Lab page: Figure 1 of the AdaIN paper.
public struct LabData: Equatable, Sendable {
  /// All conditions of all folders that contain training results.
  public let conditions: [Condition]
  /// Whether a training may still be running, so that its losses are read again periodically.
  public let isTraining: Bool

  /// Creates the data.
  /// - Precondition: There is at least one condition.
  public init(conditions: [Condition], isTraining: Bool) {
    precondition(!conditions.isEmpty, "no condition")
    (self.conditions, self.isTraining) = (conditions, isTraining)
  }

  /// Style loss after a number of steps.
  public struct Point: Equatable, Sendable {
    /// Completed steps, at least 1.
    public let step: Int
    /// Style loss.
    public let loss: Double

    /// Creates a point.
    public init(step: Int, loss: Double) { (self.step, self.loss) = (step, loss) }
  }

  /// Saved network that can be loaded.
  public struct Checkpoint: Equatable, Sendable {
    /// Steps that it was trained for.
    public let step: Int
    /// Path of its file.
    public let path: String

    /// Creates a checkpoint.
    public init(step: Int, path: String) { (self.step, self.path) = (step, path) }
  }

  /// Normalization of a trained network.
  public enum Norm: CaseIterable, Sendable {
    /// Batch or instance normalization.
    case batch, instance
  }
}

extension LabData {
  /// Losses and checkpoints of one training.
  public struct Curve: Equatable, Sendable {
    /// Mean style losses over a few steps each, in order; empty before the training starts.
    public let points: [Point]
    /// Completed and planned steps; both 0 before the training starts.
    public let done, planned: Int
    /// Saved networks in order of their steps.
    public let checkpoints: [Checkpoint]
    /// Losses in the paper, in the paper’s unit.
    public let paper: [Point]
    /// Losses of this training at the steps of the paper’s; nil for steps it has not reached.
    public let atPaper: [Double?]
    /// Mean over the last tenth of the steps that both trainings of the condition have completed.
    public let end: Double?

    /// Creates a curve.
    /// - Precondition: `atPaper` and `paper` have the same count.
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
  /// Training condition: both normalizations are trained on the same photographs.
  public struct Condition: Equatable, Sendable {
    /// Name of the photographs.
    public let title: String
    /// Origin of the trainings: "bundled", "user", or empty if nothing has been trained.
    public let source: String
    /// The two trainings.
    public let batch, instance: Curve

    /// Creates a condition.
    public init(title: String, source: String, batch: Curve, instance: Curve) {
      (self.title, self.source) = (title, source)
      (self.batch, self.instance) = (batch, instance)
    }

    /// The training with a normalization.
    public subscript(_ norm: Norm) -> Curve { norm == .batch ? batch : instance }

    /// Loss of IN divided by that of BN after the same number of steps; nil before both have
    /// started.
    public var ratio: Double? {
      guard let batch = batch.end, let instance = instance.end, batch > 0 else { return nil }
      return instance / batch
    }

    /// The same ratio of the last losses in the paper.
    public var paperRatio: Double? {
      guard let batch = batch.paper.last, let instance = instance.paper.last else { return nil }
      return instance.loss / batch.loss
    }

    /// Factor that scales the paper’s losses to the trainings’: the geometric mean of measured loss
    /// / paper’s loss over both norms, so that the paper’s ratio of BN and IN is preserved. Nil
    /// before the first common step.
    public var paperScale: Double? {
      let ratios = [batch, instance].flatMap { curve in
        zip(curve.paper, curve.atPaper).compactMap { paper, measured in
          measured.flatMap { $0 > 0 ? log($0 / paper.loss) : nil }
        }
      }
      return ratios.isEmpty ? nil : exp(ratios.reduce(0, +) / Double(ratios.count))
    }

    /// Steps that both trainings have completed.
    public var done: Int { min(batch.done, instance.done) }
    /// Planned steps of the longer training; those of the paper before either has started.
    public var planned: Int {
      let most = max(batch.planned, instance.planned)
      return most > 0 ? most : max(1, batch.paper.last?.step ?? 1)
    }
  }
}
