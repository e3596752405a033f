// SPDX-License-Identifier: MIT

import Foundation
import Pictures

/// The pictures and results of the compact network.
enum NetworkFixture {
  /// A file of the compact network's expected results.
  static func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../NetworksTests/Fixtures/compact/\(name)").standardizedFileURL.path
  }

  /// The network that they are of.
  static let sketch = path("sketch.safetensors")

  private static let assets = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Assets/Networks").standardizedFileURL.path

  /// The network that the explorer opens on.
  static let compact = assets + "/compact.safetensors"

  /// The names of all networks that come along, the one that the explorer opens on first.
  static let bundled: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: assets)) ?? []
    let names = files.filter { $0.hasSuffix(".safetensors") }.map { String($0.dropLast(12)) }
    return ["compact"] + names.filter { $0 != "compact" }.sorted()
  }()

  /// How far apart two pictures are at most, in levels of 255.
  static func worst(_ one: String, _ other: String) throws -> Int {
    let (a, b) = (try PictureFile.read(one).picture, try PictureFile.read(other).picture)
    guard a.width == b.width, a.height == b.height else { return 255 }
    return zip(a.pixels, b.pixels).map { abs(Int($0) - Int($1)) }.max() ?? 0
  }
}
