// SPDX-License-Identifier: MIT

import Normalization
import Pictures

/// Pictures of a folder, each read when it is first drawn and kept while there is room.
///
/// A file that is gone or broken is told once and never drawn again.
public struct PictureStock {
  private let longestSide: Int
  private let paths: [String]
  private let room: Int
  private let say: (String) -> Void
  private var kept: [String: Picture] = [:]
  private var used = 0
  private var broken: Set<String> = []

  /// A stock over files. - Parameters:
  ///   - room: the bytes that are kept; other pictures are read whenever they are drawn.
  ///   - longestSide: the longest side that pictures are kept at, in pixels.
  ///   - say: takes a sentence about each file that cannot be used.
  /// - Precondition: there is a file.
  public init(
    _ paths: [String], room: Int = 1 << 30, longestSide: Int = 768,
    say: @escaping (String) -> Void
  ) {
    precondition(!paths.isEmpty, "a stock of no pictures")
    (self.paths, self.room, self.longestSide, self.say) = (paths, room, longestSide, say)
  }

  /// Any picture, each as likely as another.
  /// - Throws: `TrainingError.noneReadable` when every file is broken.
  mutating func draw(_ random: inout SplitMix) throws(TrainingError) -> Picture {
    while true {
      let path = paths[Int.random(in: paths.indices, using: &random)]
      if broken.contains(path) { continue }
      do { return try picture(path) } catch {
        say("\(error); others are drawn in its place")
        broken.insert(path)
        if paths.allSatisfy(broken.contains) { throw .noneReadable(reason: "\(error)") }
      }
    }
  }

  private mutating func picture(_ path: String) throws -> Picture {
    if let picture = kept[path] { return picture }
    let picture = try PictureFile.read(path, fitting: longestSide).picture
    if used + picture.pixels.count <= room {
      kept[path] = picture
      used += picture.pixels.count
    }
    return picture
  }
}
