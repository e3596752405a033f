// SPDX-License-Identifier: MIT

import Normalization
import Settings

/// Result of one mode on the Compare page.
public struct Comparison: Equatable, Sendable {
  /// Statistics of a mode that can be computed.
  public struct Statistics: Equatable, Sendable {
    /// Transform of each channel, including edits.
    public let transforms: [PlaneTransform]
    /// Statistics of each channel of the result before clipping.
    public let results: [PlaneStatistics]
    /// Fraction of clipped values, 0…1; nil for a tensor.
    public let clipped: Double?

    /// Creates the statistics.
    public init(transforms: [PlaneTransform], results: [PlaneStatistics], clipped: Double?) {
      (self.transforms, self.results, self.clipped) = (transforms, results, clipped)
    }
  }

  /// The mode.
  public let mode: NormalizationMode
  /// Its statistics; nil if it cannot be computed.
  public let statistics: Statistics?
  /// Why it cannot be computed.
  public let problem: String?

  /// Creates the result of a mode that was computed.
  public init(_ mode: NormalizationMode, _ statistics: Statistics) {
    (self.mode, self.statistics, problem) = (mode, statistics, nil)
  }

  /// Creates the result of a mode that cannot be computed.
  public init(_ mode: NormalizationMode, problem: String) {
    (self.mode, statistics, self.problem) = (mode, nil, problem)
  }
}
