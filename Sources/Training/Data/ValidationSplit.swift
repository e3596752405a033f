// SPDX-License-Identifier: MIT

import FileIO
import Normalization

/// Split of picture files into a training set and a validation (holdout) set.
///
/// The split depends only on file names, so a picture stays in its set when pictures are added or
/// the folder is moved.
public struct ValidationSplit: Equatable, Sendable {
  /// Pictures used for training.
  public let training: [String]
  /// Pictures set aside for validation.
  public let validation: [String]

  /// One in `ratio` pictures is set aside on average.
  static let ratio: UInt64 = 12
  /// Minimum size of either set.
  public static let minimumCount = 4

  /// Splits files by the hashes of their names. If fewer than `minimumCount` hashes select
  /// validation, the files with the nearest hashes are set aside as well.
  /// - Throws: `TrainingError.tooFewPictures` for fewer than 2 · `minimumCount` files.
  public init(_ paths: [String]) throws(TrainingError) {
    guard paths.count >= 2 * Self.minimumCount else {
      throw .tooFewPictures(count: paths.count, minimum: 2 * Self.minimumCount)
    }
    let order = paths.sorted { Self.rank($0) < Self.rank($1) }
    let selected = order.prefix { Self.rank($0).0 == 0 }.count
    let aside = Set(order.prefix(max(selected, Self.minimumCount)))
    (training, validation) = (paths.filter { !aside.contains($0) }, paths.filter(aside.contains))
  }

  /// Sort key: remainder 0 selects validation; equal hashes are ordered by path.
  private static func rank(_ path: String) -> (UInt64, UInt64, String) {
    let hash = hash(path.lastPathComponent)
    return (hash % ratio, hash, path)
  }

  /// FNV-1a followed by one SplitMix step, because FNV's low bits barely differ for short names.
  private static func hash(_ name: String) -> UInt64 {
    let sum = name.pathBytes.reduce(0xCBF2_9CE4_8422_2325) { (hash: UInt64, byte) in
      (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    var mix = SplitMix(seed: sum)
    return mix.next()
  }
}
