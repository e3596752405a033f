// SPDX-License-Identifier: MIT

import FileIO

/// Location of the bundled pictures and networks.
///
/// `Bundle.module` is not used because it traps if the program was moved.
public enum AssetFolder {
  /// Name of the folder that SwiftPM creates next to the program.
  static let bundle = "normscope_Assets.resources"

  /// Returns the folder that contains `Pictures`, or nil if it is not found. Searches
  /// NORMSCOPE_ASSETS, the folder of the program, and ../share/normscope relative to it.
  public static func locate() -> String? {
    let folder = FileContents.resolved("/proc/self/exe").parentPath
    let candidates: [String?] = [
      ProcessParameters.environment["NORMSCOPE_ASSETS"], folder + "/" + bundle,
      folder.parentPath + "/share/normscope",
    ]
    return candidates.compactMap { $0 }.first { FileKind($0 + "/Pictures/content") != .nothing }
  }

  /// Paths of the bundled photographs, sorted by name.
  public static func photographs() -> [String] { pictures("content") }

  /// Paths of the bundled paintings and patterns, sorted by name.
  public static func styles() -> [String] { pictures("style") }

  private static func pictures(_ kind: String) -> [String] {
    guard let folder = locate().map({ $0 + "/Pictures/" + kind }) else { return [] }
    let names = (try? Folder.names(in: folder)) ?? []
    return names.filter { $0.hasSuffix(".jpg") }.map { folder + "/" + $0 }
  }
}
