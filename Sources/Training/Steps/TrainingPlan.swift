// SPDX-License-Identifier: MIT

/// What is decided before a training begins.
public struct TrainingPlan: Equatable, Codable, Sendable {
  /// Pictures a step.
  public var batch: Int
  /// Pixels a side.
  public var crop: Int
  /// One seed, one training, on one machine.
  public var seed: UInt64
  /// The rate of each step, and how many there are.
  public var schedule: Schedule
  /// Steps at the beginning that ask for each picture back, and for nothing else.
  public var opening: Int

  /// A plan, by default without an opening.
  public init(batch: Int, crop: Int, seed: UInt64, schedule: Schedule, opening: Int = 0) {
    (self.batch, self.crop, self.seed, self.schedule) = (batch, crop, seed, schedule)
    self.opening = opening
  }
}
