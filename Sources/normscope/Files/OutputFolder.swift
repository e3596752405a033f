// SPDX-License-Identifier: MIT

import Foundation

/// The folder that a result will be written to, looked at before the work.
enum OutputFolder {
  /// - Throws: one sentence where it is not there, or takes no files.
  static func check(_ output: String) throws {
    let folder = URL(fileURLWithPath: output).deletingLastPathComponent().path
    guard FileKind(folder) == .folder else {
      throw UsageError("the folder of ‘\(output.printable)’ is not there")
    }
    guard access(folder, W_OK | X_OK) == 0 else {
      let reason = String(cString: strerror(errno))
      throw UsageError("the folder of ‘\(output.printable)’ takes no files: \(reason)")
    }
  }
}
