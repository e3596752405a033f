// SPDX-License-Identifier: MIT

import Foundation

/// Spans of time as a clock would show them.
public enum ClockText {
  /// "0:07", "50:12" or "2:46:30".
  public static func text(seconds: Int) -> String {
    let (minutes, rest) = (seconds / 60, seconds % 60)
    return minutes < 60
      ? String(format: "%d:%02d", minutes, rest)
      : String(format: "%d:%02d:%02d", minutes / 60, minutes % 60, rest)
  }
}
