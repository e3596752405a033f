// SPDX-License-Identifier: MIT

import Glibc
import Testing

/// Waiting for a condition: asked for again and again, and given up at a deadline.
enum Deadline {
  /// Looks until what is seen fulfils the condition; what was seen last. That it never came is an
  /// issue, with a picture of what was there instead.
  @discardableResult
  static func wait<Seen>(
    for name: String, seconds: Int = 40, look: () -> Seen,
    text: (Seen) -> String, at location: SourceLocation, until condition: (Seen) -> Bool
  ) -> Seen {
    let end = ContinuousClock.now + .seconds(seconds)
    var seen = look()
    while !condition(seen) {
      guard ContinuousClock.now < end else {
        Issue.record("\(name) never came; there is:\n\(text(seen))", sourceLocation: location)
        break
      }
      usleep(15_000)
      seen = look()
    }
    return seen
  }
}
