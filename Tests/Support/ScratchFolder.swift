// SPDX-License-Identifier: MIT

import Foundation

/// Temporary folder of a test, removed with its contents when the object is released.
public final class ScratchFolder {
  /// The path of the folder.
  public let path: String

  /// Creates the folder.
  public init() throws {
    let name = "normscope-\(UUID().uuidString)"
    path = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Returns the path of a file in the folder.
  public func callAsFunction(_ name: String) -> String { path + "/" + name }

  /// The sorted names of the files in the folder.
  public var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }

  /// Environment variables that make the folder a program's home, so that tests never write to the
  /// user's home.
  public var asHome: [String: String] {
    [
      "HOME": path, "XDG_STATE_HOME": self(".state"), "XDG_CONFIG_HOME": self(".config"),
      "XDG_DATA_HOME": self(".data"),
    ]
  }
}
