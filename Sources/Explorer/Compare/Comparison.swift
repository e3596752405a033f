// SPDX-License-Identifier: MIT

import Normalization
import Settings

/// What one mode makes of the content, beside the others.
public struct Comparison: Equatable, Sendable {
  /// The figures of a mode that can be computed.
  public struct Figures: Equatable, Sendable {
    /// What is done to each channel, edits included.
    public let steps: [PlaneTransform]
    /// Each channel of the result before it is clipped for display.
    public let results: [PlaneStatistics]
    /// The share of the result's values that cannot be displayed, 0…1; nil for a tensor.
    public let clipped: Double?

    /// Figures.
    public init(steps: [PlaneTransform], results: [PlaneStatistics], clipped: Double?) {
      (self.steps, self.results, self.clipped) = (steps, results, clipped)
    }
  }

  /// The mode.
  public let mode: Mode
  /// Its figures; nil where it cannot be computed.
  public let figures: Figures?
  /// Why there are none, in a sentence.
  public let problem: String?

  /// A mode that was computed.
  public init(_ mode: Mode, _ figures: Figures) {
    (self.mode, self.figures, problem) = (mode, figures, nil)
  }

  /// A mode that cannot be computed.
  public init(_ mode: Mode, problem: String) {
    (self.mode, figures, self.problem) = (mode, nil, problem)
  }
}
