// SPDX-License-Identifier: MIT

import Networks

/// What a plan may say; a record can be edited, or be of something else.
extension TrainingPlan {
  /// Steps of a training.
  public static let stepCounts = 1...10_000_000
  /// Pictures a step.
  public static let batches = 1...256
  /// Pixels a side, of squares and of styles.
  private static let sides = 2...16_384
  /// Steps of an opening.
  public static let openings = 0...stepCounts.upperBound

  /// Whether a training can have it.
  var isPossible: Bool {
    let parts = [weights.content, weights.style, weights.own, weights.range, weights.variation]
    return Self.batches.contains(batch) && Self.sides.contains(crop)
      && Self.sides.contains(styleSize) && NetworkDescription.blockCounts.contains(decoderBlocks)
      && Self.openings.contains(opening) && Self.stepCounts.contains(schedule.steps)
      && 0 <= schedule.floor && schedule.floor <= schedule.rate && schedule.rate.isFinite
      && clip > 0 && clip.isFinite && parts.allSatisfy { $0 >= 0 && $0.isFinite }
  }
}
