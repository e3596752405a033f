// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
import Testing

/// What a person does in a terminal, from the first screen to the shell again.
///
/// One after the other: two explorers at once would make each other late.
@Suite(.serialized) struct JourneyTests {
  /// Arguments for pictures that are ready quickly even in a debug build.
  static let small = ["--network", "pixels", "--size", "128"]

  /// A folder with some pictures in it, the first of them `a.jpg`.
  static func folder(_ names: String..., depth: Int = 0) throws -> (ScratchFolder, String) {
    let scratch = try ScratchFolder()
    let path = ([scratch.path] + (0..<depth).map { "level\($0)" }).joined(separator: "/")
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, original) in zip(names, ["content/red_panda.jpg", "content/citrus_fruits.jpg"]) {
      try FileManager.default.copyItem(
        atPath: Program.picture(original), toPath: "\(path)/\(name)")
    }
    return (scratch, path)
  }
}
