// SPDX-License-Identifier: MIT

import Foundation

/// A folder of its own for one test, gone with everything in it when the value is.
public final class ScratchFolder {
  /// Where it is.
  public let path: String

  /// Makes the folder.
  public init() throws {
    let name = "normscope-\(UUID().uuidString)"
    path = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The path of something in it.
  public func callAsFunction(_ name: String) -> String { path + "/" + name }

  /// The names of all that is in it, sorted.
  public var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }

  /// The variables that make it the home of a program, which must not write to that of a person.
  public var asHome: [String: String] {
    ["HOME": path, "XDG_STATE_HOME": self(".state"), "XDG_CONFIG_HOME": self(".config")]
  }
}
