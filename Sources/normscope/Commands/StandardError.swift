// SPDX-License-Identifier: MIT

import Foundation

/// Sentences for the person, apart from the figures on stdout.
enum StandardError {
  /// Writes one line.
  static func print(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }
}
