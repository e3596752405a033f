// SPDX-License-Identifier: MIT

import Foundation

/// Where the program keeps what is a person's own, by the XDG Base Directory Specification.
public struct UserFolders: Equatable {
  /// What is picked up again; nil where there is no home.
  public let state: String?
  /// What the person adds.
  public let data: String?
  /// What is set once.
  public let configuration: String?

  /// The folders that an environment names: variables that are empty or relative do not count.
  public init(_ environment: [String: String]) {
    func folder(_ variable: String, _ usual: String) -> String? {
      let home = Self.absolute(environment["HOME"]).map { $0 + usual }
      return (Self.absolute(environment[variable]) ?? home).map { $0 + "/normscope" }
    }
    state = folder("XDG_STATE_HOME", "/.local/state")
    data = folder("XDG_DATA_HOME", "/.local/share")
    configuration = folder("XDG_CONFIG_HOME", "/.config")
  }

  /// Where Figure 1 is trained unless another folder is named.
  public var figure: String? { data.map { $0 + "/figure1" } }

  private static func absolute(_ path: String?) -> String? {
    path.flatMap { $0.hasPrefix("/") ? $0 : nil }
  }

  /// Makes a folder and those that it is in, for their owner alone.
  public static func make(_ folder: String) throws(FileError) {
    if mkdir(folder, 0o700) == 0 || errno == EEXIST { return }
    let parent = folder.lastIndex(of: "/").map { String(folder[..<$0]) } ?? ""
    guard errno == ENOENT, !parent.isEmpty else { throw FileError("make", folder) }
    try make(parent)
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw FileError("make", folder) }
  }
}
