// SPDX-License-Identifier: MIT

/// What long work asks between two layers: whether anybody still waits, and whom to tell how far it is.
///
/// Work is given up only when it has gone on for a tenth of a second, and something was shown within
/// the last second: else a key that is held down would never see a picture.
final class RunWatch {
  /// Nobody waits for the answer any more.
  struct Stale: Error {}

  private let isUnwanted: () -> Bool
  private let tell: (Double) -> Void
  private let start = ContinuousClock.now
  private let lastShown: ContinuousClock.Instant
  private var told: ContinuousClock.Instant
  /// How many runs are done, and of how many.
  private var runs = (done: 0, all: 1)

  /// Nobody is told, and all work is wanted.
  convenience init() { self.init(lastShown: .now, isUnwanted: { false }, tell: { _ in }) }

  init(
    lastShown: ContinuousClock.Instant, isUnwanted: @escaping () -> Bool,
    tell: @escaping (Double) -> Void
  ) {
    (self.lastShown, self.isUnwanted, self.tell) = (lastShown, isUnwanted, tell)
    told = start
  }

  /// Says how many runs there will be, so that their shares add up to the whole.
  func expect(runs count: Int) { runs = (0, count) }

  /// The next run begins.
  func beginNext() { runs.done = min(runs.done + 1, runs.all - 1) }

  /// Whether the work is to be given up. - Parameter share: how much of it is done, 0…1.
  func isStale(_ share: Double) -> Bool {
    let now = ContinuousClock.now
    // What takes less is not worth a word.
    if now - start > .milliseconds(300), now - told > .milliseconds(100) {
      tell((Double(runs.done) + share) / Double(runs.all))
      told = now
    }
    return now - start > .milliseconds(100) && now - lastShown < .seconds(1) && isUnwanted()
  }
}
