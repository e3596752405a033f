// SPDX-License-Identifier: MIT

import Foundation
import Testing

/// System programs that the tests use.
enum Tool {
  /// Returns whether all programs are installed.
  static func areInstalled(_ names: String...) -> Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
    return names.allSatisfy { name in
      folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
    }
  }

  /// Whether a missing program is a failure. Otherwise its tests are skipped.
  static var isRequired: Bool { ProcessInfo.processInfo.environment["CI"] != nil }

  /// Runs a program and returns its output; empty if it could not be started.
  @discardableResult
  static func run(_ arguments: [String], environment: [String: String] = [:]) -> String {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return "" }
    let child = start(arguments, environment: environment, output: ends[1])
    close(ends[1])
    let handle = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
    let data = (try? handle.readToEnd()) ?? Data()
    child?.wait()
    return String(decoding: data, as: UTF8.self)
  }

  /// Starts a program whose output goes to a descriptor, or to /dev/null.
  static func start(
    _ arguments: [String], environment: [String: String] = [:], output: Int32? = nil
  ) -> Child? {
    let all = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    return Child(arguments, environment: all, .output(output))
  }

  /// Quotes a text for the shell.
  static func quoted(_ text: String) -> String {
    "'" + text.replacingOccurrences(of: "'", with: #"'\''"#) + "'"
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips the test if tmux is not installed, except in CI, where nothing may be skipped.
  static var needsTmux: Self {
    .enabled(if: Tool.isRequired || Tool.areInstalled("tmux", "stty"), "tmux is not installed")
  }

  /// Skips the test if xterm or its helper programs are not installed, except in CI.
  static var needsXterm: Self {
    .enabled(
      if: Tool.isRequired || Tool.areInstalled("Xvfb", "xterm", "import", "xdotool"),
      "one of Xvfb, xterm, imagemagick and xdotool is not installed")
  }
}
