// SPDX-License-Identifier: MIT

import Normalization

/// Pictures that are set aside before training begins, chosen by their names alone.
///
/// A picture stays on its side when others are added, wherever the folder lies.
public struct Holdout: Equatable, Sendable {
  /// What training draws from.
  public let drawn: [String]
  /// What it never sees.
  public let validation: [String]

  /// One in so many is set aside.
  static let share: UInt64 = 12
  /// So many are set aside at least.
  public static let least = 4

  /// Divides files. Where the names' hashes set aside fewer than four, those that come nearest go, too.
  /// - Throws: `TrainingError.tooFew` when no more are left than are set aside.
  public init(_ paths: [String]) throws(TrainingError) {
    guard paths.count >= 2 * Self.least else {
      throw .tooFew(pictures: paths.count, least: 2 * Self.least)
    }
    let order = paths.sorted { Self.rank($0) < Self.rank($1) }
    let chosen = order.prefix { Self.rank($0).0 == 0 }.count
    let kept = Set(order.prefix(max(chosen, Self.least)))
    (drawn, validation) = (paths.filter { !kept.contains($0) }, paths.filter(kept.contains))
  }

  /// Those with 0 first; names and not numbers decide where hashes are equal.
  private static func rank(_ path: String) -> (UInt64, UInt64, String) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let hash = hash(name)
    return (hash % share, hash, path)
  }

  /// FNV-1a, and a last mix, since its lower bits hardly differ for short names.
  private static func hash(_ name: String) -> UInt64 {
    let sum = name.utf8.reduce(0xCBF2_9CE4_8422_2325) { (hash: UInt64, byte) in
      (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    var mix = SplitMix(seed: sum)
    return mix.next()
  }
}
