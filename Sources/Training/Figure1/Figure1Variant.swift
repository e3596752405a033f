// SPDX-License-Identifier: MIT

import Networks

/// Preprocessing of each training crop in Figure 1 of the AdaIN paper (Huang & Belongie 2017).
public enum Figure1Condition: String, CaseIterable, Codable, Sendable {
  /// (a) No preprocessing.
  case original
  /// (b) Histogram equalization of the luma, so that all crops have the same contrast.
  case contrast
  /// (c) Style transfer to another style, so that all crops have the same style.
  case style

  /// Title of the condition.
  public var title: String {
    switch self {
    case .original: "original"
    case .contrast: "contrast-normalized"
    case .style: "style-normalized"
    }
  }
}

/// One of the six trainings of Figure 1: a condition and a normalization.
public struct Figure1Variant: Hashable, Sendable {
  /// Preprocessing of the crops.
  public let condition: Figure1Condition
  /// Normalization of the network.
  public let norm: NetworkDescription.FeedForwardNorm

  /// A training with a condition and a normalization.
  public init(_ condition: Figure1Condition, _ norm: NetworkDescription.FeedForwardNorm) {
    (self.condition, self.norm) = (condition, norm)
  }

  /// All six trainings, ordered by condition, batch normalization first.
  public static let all = Figure1Condition.allCases.flatMap { condition in
    [NetworkDescription.FeedForwardNorm.batch, .instance].map { Figure1Variant(condition, $0) }
  }

  /// Prefix of its file names, such as `style-batch`.
  public var name: String { "\(condition.rawValue)-\(norm.rawValue)" }

  /// The run with the same condition and the other normalization.
  public var counterpart: Figure1Variant {
    Figure1Variant(condition, norm == .batch ? .instance : .batch)
  }

  /// Returns the trained network: Johnson's, with RGB 0…1 as input and output, by default half as
  /// wide.
  ///
  /// With the same seed, both normalizations start from the same weights.
  public func network(width: Int = 16, blocks: Int = 5) -> NetworkDescription {
    var description = NetworkDescription.transfer(width: width, blocks: blocks, norm: norm)
    (description.input, description.output) = (.unit, .unit)
    return description
  }
}

/// Style losses · 10⁵ of Figure 1 of the AdaIN paper (Huang & Belongie 2017), read from its curves.
///
/// They are Gram losses on features of another network, so only ratios are comparable.
public enum PaperCurves {
  /// Iterations at which the curves were read.
  public static let steps = [200, 1000, 5000]

  /// Returns the style loss · 10⁵ of a run at each of `steps`.
  public static func losses(_ run: Figure1Variant) -> [Double] {
    switch (run.condition, run.norm) {
    case (.original, .batch): [6.40, 2.85, 2.28]
    case (.original, .instance): [4.83, 2.26, 1.78]
    case (.contrast, .batch): [5.95, 3.02, 2.39]
    case (.contrast, .instance): [4.82, 2.22, 1.70]
    case (.style, .batch): [3.91, 2.12, 1.75]
    case (.style, .instance): [3.60, 1.82, 1.51]
    }
  }

  /// Returns the ratio IN/BN at the last of `steps`.
  public static func ratio(_ condition: Figure1Condition) -> Double {
    let last = [NetworkDescription.FeedForwardNorm.instance, .batch].compactMap {
      losses(Figure1Variant(condition, $0)).last
    }
    return last[0] / last[1]
  }
}
