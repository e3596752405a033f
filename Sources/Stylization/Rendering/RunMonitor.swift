// SPDX-License-Identifier: MIT

/// Progress and cancellation of long runs, checked between layers.
///
/// A run is cancelled only after a tenth of a second. If no frame was displayed for a second, it is
/// cancelled only if the newer request has been unchanged for a while and the previous run was not
/// cancelled too; otherwise a key that is held down would never produce a picture.
public final class RunMonitor {
  /// Thrown where a run is cancelled because a newer request waits.
  public struct Cancelled: Error {}

  /// How long a newer request has been waiting; nil where there is none.
  private let newerRequestAge: () -> Duration?
  private let report: (Double) -> Void
  private let start = ContinuousClock.now
  private let lastDisplayed: ContinuousClock.Instant
  private let mayCancel: Bool
  private var reported: ContinuousClock.Instant
  private var runs = (done: 0, count: 1)
  /// Longer than the repeat interval of a key that is held down.
  private static let keyRepeat = Duration.milliseconds(150)

  /// A monitor that neither reports nor cancels.
  public convenience init() {
    self.init(lastDisplayed: .now, newerRequestAge: { nil }, report: { _ in })
  }

  /// A monitor of one request.
  /// - Parameters:
  ///   - lastDisplayed: when a frame was displayed last.
  ///   - mayCancel: whether the run may be cancelled although no frame was displayed for a second.
  ///   - newerRequestAge: returns how long a newer request has been waiting; nil where there is
  ///     none.
  ///   - report: takes the share of the work that is done, 0…1.
  public init(
    lastDisplayed: ContinuousClock.Instant, mayCancel: Bool = true,
    newerRequestAge: @escaping () -> Duration?, report: @escaping (Double) -> Void
  ) {
    (self.lastDisplayed, self.mayCancel) = (lastDisplayed, mayCancel)
    (self.newerRequestAge, self.report) = (newerRequestAge, report)
    reported = start
  }

  /// Sets the number of runs, so that their shares add up to 1.
  public func expect(runs count: Int) { runs = (0, count) }

  /// Marks the start of the next run.
  public func beginNextRun() { runs.done = min(runs.done + 1, runs.count - 1) }

  /// Reports progress and returns whether the run is to be cancelled.
  /// - Parameter share: share of the present run that is done, 0…1.
  func isCancelled(_ share: Double) -> Bool {
    let now = ContinuousClock.now
    // Shorter runs finish before anyone reads a progress bar.
    if now - start > .milliseconds(300), now - reported > .milliseconds(100) {
      report((Double(runs.done) + share) / Double(runs.count))
      reported = now
    }
    guard now - start > .milliseconds(100), let newerRequestAge = newerRequestAge() else {
      return false
    }
    return now - lastDisplayed < .seconds(1) || (mayCancel && newerRequestAge > Self.keyRepeat)
  }
}
