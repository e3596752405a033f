// SPDX-License-Identifier: MIT

import Normalization
import Pictures

/// Picture files that are decoded on first use and cached up to a memory limit.
///
/// A file that cannot be read is reported once and skipped from then on. A picture that caused
/// `SkippedBatches.exclusionLimit` skipped batches is excluded.
public struct TrainingPictureCache {
  private let longestSide: Int
  private let paths: [String]
  private let byteLimit: Int
  private let warn: (String) -> Void
  private var cached: [String: Picture] = [:]
  private var cachedBytes = 0
  private var unreadable: Set<String> = []
  /// Number of characters of the deepest folder that contains all pictures, with its slash.
  private let folderLength: Int
  /// Number of skipped batches that each picture caused, by name.
  var skipCounts: [String: Int] = [:]

  /// A cache of picture files.
  /// - Parameters:
  ///   - byteLimit: memory limit; pictures beyond it are decoded on every use.
  ///   - longestSide: larger pictures are scaled down to this longest side, in pixels.
  ///   - warn: called with a message for each file that cannot be read.
  /// - Precondition: `paths` is not empty.
  public init(
    _ paths: [String], byteLimit: Int = 1 << 30, longestSide: Int = 768,
    warn: @escaping (String) -> Void
  ) {
    precondition(!paths.isEmpty, "a picture cache without pictures")
    (self.paths, self.byteLimit, self.longestSide) = (paths, byteLimit, longestSide)
    self.warn = warn
    folderLength = Self.commonFolder(of: paths).count
  }

  private static func commonFolder(of paths: [String]) -> Substring {
    func folder(_ path: Substring) -> Substring {
      path.lastIndex(of: "/").map { path[...$0] } ?? ""
    }
    return paths.dropFirst().reduce(folder(paths[0][...])) { common, path in
      var common = common
      while !path.hasPrefix(common) { common = folder(common.dropLast()) }
      return common
    }
  }

  /// Returns a picture chosen with equal probability among the usable ones, and its name: the path
  /// relative to the deepest folder that contains all pictures.
  /// - Throws: `TrainingError.noReadablePicture` if no file can be read,
  ///   `TrainingError.noUsablePicture` if the others are excluded.
  mutating func randomPicture(
    using random: inout SplitMix
  ) throws(TrainingError) -> (name: String, picture: Picture) {
    while true {
      let path = paths[Int.random(in: paths.indices, using: &random)]
      guard isUsable(path) else {
        guard paths.contains(where: isUsable) else { throw .noUsablePicture }
        continue
      }
      do { return (name(path), try picture(path)) } catch {
        warn("\(error); training continues without it")
        unreadable.insert(path)
        if paths.allSatisfy(unreadable.contains) { throw .noReadablePicture(reason: "\(error)") }
      }
    }
  }

  private func name(_ path: String) -> String { String(path.dropFirst(folderLength)) }

  private func isUsable(_ path: String) -> Bool {
    !unreadable.contains(path) && skipCounts[name(path), default: 0] < SkippedBatches.exclusionLimit
  }

  private mutating func picture(_ path: String) throws -> Picture {
    if let picture = cached[path] { return picture }
    let picture = try PictureFile.read(path, fitting: longestSide).picture
    if cachedBytes + picture.pixels.count <= byteLimit {
      cached[path] = picture
      cachedBytes += picture.pixels.count
    }
    return picture
  }
}
