// SPDX-License-Identifier: MIT

import Foundation

/// Programs of the system that the journeys use.
enum Tool {
  /// Whether all of these are installed.
  static func areInstalled(_ names: String...) -> Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
    return names.allSatisfy { name in
      folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
    }
  }

  /// Whether a missing tool is a failure rather than a reason to skip.
  static var isRequired: Bool { ProcessInfo.processInfo.environment["CI"] != nil }

  /// Runs one to its end and gives what it printed; empty where it could not be started.
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

  /// Starts one whose output goes into a descriptor, or nowhere.
  static func start(
    _ arguments: [String], environment: [String: String] = [:], output: Int32? = nil
  ) -> Child? {
    let all = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    return Child(arguments, environment: all, .output(output))
  }

  /// A text as one word of a shell's command line.
  static func quoted(_ text: String) -> String {
    "'" + text.replacingOccurrences(of: "'", with: #"'\''"#) + "'"
  }
}
