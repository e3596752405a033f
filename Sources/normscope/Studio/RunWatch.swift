// SPDX-License-Identifier: MIT

/// What long work asks between two layers: whether anybody still waits, and whom to tell how far it is.
///
/// Work is given up only when it has gone on for a tenth of a second. Where nothing was shown for a
/// second, what is newer must besides have stood unchanged for a while, and the work before was not given
/// up as well: else a key that is held down or pressed again and again would never see a picture.
final class RunWatch {
  /// Nobody waits for the answer any more.
  struct Stale: Error {}

  /// How long something newer has been waiting; nil where nothing is.
  private let newerFor: () -> Duration?
  private let tell: (Double) -> Void
  private let start = ContinuousClock.now
  private let lastShown: ContinuousClock.Instant
  private let mayGiveUp: Bool
  private var told: ContinuousClock.Instant
  /// A key that is held down comes again sooner.
  private static let rest = Duration.milliseconds(150)
  /// How many runs are done, and of how many.
  private var runs = (done: 0, all: 1)

  /// Nobody is told, and all work is wanted.
  convenience init() { self.init(lastShown: .now, newerFor: { nil }, tell: { _ in }) }

  init(
    lastShown: ContinuousClock.Instant, mayGiveUp: Bool = true, newerFor: @escaping () -> Duration?,
    tell: @escaping (Double) -> Void
  ) {
    (self.lastShown, self.mayGiveUp) = (lastShown, mayGiveUp)
    (self.newerFor, self.tell) = (newerFor, tell)
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
    guard now - start > .milliseconds(100), let newerFor = newerFor() else { return false }
    return now - lastShown < .seconds(1) || (mayGiveUp && newerFor > Self.rest)
  }
}
