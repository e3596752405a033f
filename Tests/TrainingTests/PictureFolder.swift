// SPDX-License-Identifier: MIT

import Foundation
import Pictures
import TestSupport

/// Temporary folder with small pictures, each of a different plain color, or noise.
struct PictureFolder {
  let folder: ScratchFolder
  let paths: [String]

  /// Creates `count` square pictures; picture i has the level 10 · i, or is noise with seed i.
  init(_ count: Int, side: Int = 12, isNoise: Bool = false) throws {
    folder = try ScratchFolder()
    paths = (0..<count).map { [folder] in folder("\($0).png") }
    for (i, path) in paths.enumerated() {
      let level = UInt8(10 * i)
      let picture =
        isNoise
        ? Picture.noise(width: side, height: side, seed: UInt64(i))
        : Picture.plain(width: side, height: side, (level, level, level))
      try picture.write(to: path)
    }
  }

  func remove(_ index: Int) throws {
    try FileManager.default.removeItem(atPath: paths[index])
  }
}
