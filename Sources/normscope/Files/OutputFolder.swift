// SPDX-License-Identifier: MIT

import FileIO
import Foundation

/// Where a result will be written to, looked at before the work.
enum OutputFolder {
  /// - Throws: one sentence where a result would take the place of what it is made from.
  static func check(_ output: String, of option: String, isNoneOf inputs: [String]) throws {
    guard inputs.contains(where: { FileIdentity($0) == FileIdentity(output) }) else { return }
    throw UsageError("‘\(output.printable)’ is one of the inputs; \(option) needs another name")
  }

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
