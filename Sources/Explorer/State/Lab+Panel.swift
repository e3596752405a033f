// SPDX-License-Identifier: MIT

import Foundation

extension Lab {
  /// A condition: the same photographs for both normalizations.
  public struct Panel: Equatable, Sendable {
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
