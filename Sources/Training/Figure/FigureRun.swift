// SPDX-License-Identifier: MIT

import Networks

/// One of the six trainings of Figure 1.
public struct FigureRun: Hashable, Sendable {
  /// What becomes of the photographs.
  public let condition: FigureCondition
  /// What the network normalizes with.
  public let norm: NetworkDescription.TransferNorm

  /// A training.
  public init(_ condition: FigureCondition, _ norm: NetworkDescription.TransferNorm) {
    (self.condition, self.norm) = (condition, norm)
  }

  /// All six, both norms of a condition one after the other.
  public static let all = FigureCondition.allCases.flatMap { condition in
    [NetworkDescription.TransferNorm.batch, .instance].map { FigureRun(condition, $0) }
  }

  /// How its files begin: `style-batch`.
  public var name: String { "\(condition.rawValue)-\(norm.rawValue)" }

  /// The same condition with the other normalization.
  public var other: FigureRun { FigureRun(condition, norm == .batch ? .instance : .batch) }

  /// The network that learns: Johnson's, RGB 0…1 in and out, by default of half width.
  ///
  /// With one seed both norms begin with the same weights.
  public func network(width: Int = 16, blocks: Int = 5) -> NetworkDescription {
    var description = NetworkDescription.transfer(width: width, blocks: blocks, norm: norm)
    (description.input, description.output) = (.unit, .unit)
    return description
  }
}
