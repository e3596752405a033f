// SPDX-License-Identifier: MIT

import Foundation
import Normalization

/// Figures and text for whoever reads the program's output.
enum StandardOutput {
  /// Writes a text and a line end. - Throws: `UsageError` where that fails, as on a full disk.
  static func print(_ text: String) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
    } catch {
      throw UsageError("cannot write to standard output: \(String(cString: strerror(errno)))")
    }
  }
}
