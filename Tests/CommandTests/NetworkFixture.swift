// SPDX-License-Identifier: MIT

import Foundation
import Pictures

/// Pictures and expected results of the compact network.
enum NetworkFixture {
  /// Returns the path of a file with expected results.
  static func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../NetworksTests/Fixtures/compact/\(name)").standardizedFileURL.path
  }

  /// Network of the expected results.
  static let sketch = path("sketch.safetensors")

  private static let assets = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Assets/Networks").standardizedFileURL.path

  /// Default network of the explorer.
  static let compact = assets + "/compact.safetensors"

  /// Names of all bundled networks; the default network is the first.
  static let bundled: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: assets)) ?? []
    let names = files.filter { $0.hasSuffix(".safetensors") }.map { String($0.dropLast(12)) }
    return ["compact"] + names.filter { $0 != "compact" }.sorted()
  }()

  /// Returns the maximum difference of two pictures in levels of 0…255; 255 if their sizes differ.
  static func worst(_ one: String, _ other: String) throws -> Int {
    let (a, b) = (try PictureFile.read(one).picture, try PictureFile.read(other).picture)
    guard a.width == b.width, a.height == b.height else { return 255 }
    return zip(a.pixels, b.pixels).map { abs(Int($0) - Int($1)) }.max() ?? 0
  }
}
