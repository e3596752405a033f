// SPDX-License-Identifier: MIT

import Foundation
import Pictures
import TestSupport

/// Small pictures in a folder, each of one color that no other has.
struct PictureFolder {
  let folder: ScratchFolder
  let paths: [String]

  /// So many pictures of a size; number i has the level 10 · i.
  init(_ count: Int, side: Int = 12) throws {
    folder = try ScratchFolder()
    paths = (0..<count).map { [folder] in folder("\($0).png") }
    for (i, path) in paths.enumerated() {
      let level = UInt8(10 * i)
      try Picture.plain(width: side, height: side, (level, level, level)).write(to: path)
    }
  }

  func remove(_ index: Int) throws {
    try FileManager.default.removeItem(atPath: paths[index])
  }
}
