// SPDX-License-Identifier: MIT

import Glibc
import Testing

/// Polling for a condition, with a deadline.
enum Deadline {
  /// Calls `look` until its result satisfies the condition, and returns the last result. Records an
  /// issue with the result as text at the deadline.
  @discardableResult
  static func wait<Seen>(
    for name: String, seconds: Int = 40, look: () -> Seen,
    text: (Seen) -> String, at location: SourceLocation, until condition: (Seen) -> Bool
  ) -> Seen {
    let end = ContinuousClock.now + .seconds(seconds)
    var seen = look()
    while !condition(seen) {
      guard ContinuousClock.now < end else {
        Issue.record(
          "timeout waiting for \(name); last state:\n\(text(seen))", sourceLocation: location)
        break
      }
      usleep(15_000)
      seen = look()
    }
    return seen
  }
}
