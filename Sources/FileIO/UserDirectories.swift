// SPDX-License-Identifier: MIT

/// Per-user directories of NormScope (XDG Base Directory Specification).
public struct UserDirectories: Equatable {
  /// Session state; nil if HOME and XDG_STATE_HOME are not set.
  public let state: String?
  /// Installed networks and learned styles; nil if HOME and XDG_DATA_HOME are not set.
  public let data: String?
  /// Preferences; nil if HOME and XDG_CONFIG_HOME are not set.
  public let configuration: String?

  /// Resolves the directories from environment variables. Empty and relative values are ignored.
  public init(_ environment: [String: String]) {
    func directory(_ variable: String, _ fallback: String) -> String? {
      let inHome = Self.absolute(environment["HOME"]).map { $0 + fallback }
      return (Self.absolute(environment[variable]) ?? inHome).map { $0 + "/normscope" }
    }
    state = directory("XDG_STATE_HOME", "/.local/state")
    data = directory("XDG_DATA_HOME", "/.local/share")
    configuration = directory("XDG_CONFIG_HOME", "/.config")
  }

  /// Default directory of the Figure 1 experiment.
  public var figure: String? { data.map { $0 + "/figure1" } }

  private static func absolute(_ path: String?) -> String? {
    path.flatMap { $0.hasPrefix("/") ? $0 : nil }
  }

  /// Creates a directory and its missing parents, accessible to the user only.
  public static func make(_ directory: String) throws(FileError) {
    try Folder.make(directory, permissions: 0o700)
  }
}
