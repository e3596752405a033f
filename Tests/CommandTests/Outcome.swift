// SPDX-License-Identifier: MIT

import Foundation
import TestSupport

/// What a run of a program printed and exited with.
struct Outcome {
  let code: Int32
  let output: String
  let errors: String

  /// Runs a program to its end, after commands of a shell if there are any.
  init(of path: String, _ arguments: [String], shell: String = "") throws {
    let process = Process()
    let (output, errors) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", shell + " exec \"$0\" \"$@\"", path] + arguments
    let home = try ScratchFolder()
    process.environment = ProcessInfo.processInfo.environment.merging(home.asHome) { $1 }
    process.standardInput = FileHandle.nullDevice
    (process.standardOutput, process.standardError) = (output, errors)
    try process.run()
    self.output = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    self.errors = String(
      decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    code = process.terminationStatus
    withExtendedLifetime(home) {}
  }
}
