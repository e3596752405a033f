// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
import Testing

/// End-to-end tests of the explorer in a terminal, from start to exit.
///
/// Serialized, because explorers that run in parallel slow each other down.
@Suite(.serialized) struct JourneyTests {
  /// Arguments for small pictures, which are fast even in a debug build.
  static let small = ["--network", "pixels", "--size", "128"]

  /// Returns a folder with bundled pictures under these names.
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
