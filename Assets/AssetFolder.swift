// SPDX-License-Identifier: MIT

import Foundation

/// Where the demonstration pictures are, wherever the program was started or copied to.
///
/// `Bundle.module` traps when the program was moved; this looks and says nil.
public enum AssetFolder {
  /// The folder that SwiftPM puts beside the program.
  static let bundle = "normscope_Assets.resources"

  /// The folder with `Pictures` in it: named by NORMSCOPE_ASSETS, beside the program, or in
  /// ../share/normscope; nil where there is none.
  public static func locate() -> String? {
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let folder = program.deletingLastPathComponent()
    let candidates: [String?] = [
      ProcessInfo.processInfo.environment["NORMSCOPE_ASSETS"],
      folder.appendingPathComponent(bundle).path,
      folder.appendingPathComponent("../share/normscope").standardizedFileURL.path,
    ]
    return candidates.compactMap { $0 }.first { path in
      FileManager.default.fileExists(atPath: path + "/Pictures/content")
    }
  }

  /// The photographs that come along, in order of name.
  public static func photographs() -> [String] { pictures("content") }

  /// The paintings and patterns that come along, in order of name.
  public static func styles() -> [String] { pictures("style") }

  private static func pictures(_ kind: String) -> [String] {
    guard let folder = locate().map({ $0 + "/Pictures/" + kind }) else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".jpg") }.sorted().map { folder + "/" + $0 }
  }
}
