// SPDX-License-Identifier: MIT

import Foundation

/// Arguments and environment variables of the process, encoded like paths (`String.init(pathBytes:)`)
/// because they may contain paths. `CommandLine.arguments` and `ProcessInfo` replace bytes that are
/// not valid UTF-8.
public enum ProcessParameters {
  /// The arguments after the program's name.
  public static var arguments: [String] {
    let values = UnsafeBufferPointer(
      start: CommandLine.unsafeArgv, count: Int(CommandLine.argc))
    return values.dropFirst().compactMap { $0.map { String(pathCString: $0) } }
  }

  /// The environment variables whose names are valid UTF-8.
  public static var environment: [String: String] {
    ProcessInfo.processInfo.environment.reduce(into: [:]) { result, variable in
      result[variable.key] = getenv(variable.key).map { String(pathCString: $0) }
    }
  }
}
