// SPDX-License-Identifier: MIT

import Foundation

/// Sentences for the person, apart from the figures on stdout.
enum StandardError {
  /// Writes one line.
  static func print(_ line: String) {
    // Where the terminal is gone there is nobody to tell.
    try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
  }
}
