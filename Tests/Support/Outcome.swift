// SPDX-License-Identifier: MIT

import Foundation

/// Output and exit code of a program.
public struct Outcome {
  /// The exit code.
  public let code: Int32
  /// Standard output.
  public let output: String
  /// Standard error.
  public let errors: String

  /// Runs a program and waits until it exits. `shell` is prepended to the command, for example to
  /// redirect streams.
  public init(of path: String, _ arguments: [String], shell: String = "") throws {
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
