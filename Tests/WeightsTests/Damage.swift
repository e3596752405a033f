// SPDX-License-Identifier: MIT

import Normalization
import TestSupport

@testable import Weights

/// Random damage to valid files.
enum Damage {
  private static let sizes: [UInt64] = [
    0, 1, 0x7F, 0xFF, 0xFFFF, 1 << 31, UInt64(UInt32.max), 1 << 40, 1 << 62, UInt64(Int64.max),
    .max,
  ]
  /// Pickle opcodes that reference os.system by GLOBAL and by STACK_GLOBAL.
  static let shell = [
    Array("cposix\nsystem\n".utf8) + [0x8C, 4] + Array("true".utf8) + [0x85, 0x52],
    [0x8C, 2] + Array("os".utf8) + [0x8C, 6] + Array("system".utf8) + [0x93],
  ]

  /// Returns a file with one to four changes in the first bytes or anywhere, sometimes truncated.
  static func damaged(
    _ sound: [UInt8], _ random: inout SplitMix, first: Int = 200
  ) -> [UInt8] {
    var bytes = sound
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let end = random.next() % 2 == 0 ? min(first, bytes.count) : bytes.count
      change(&bytes, at: Int.random(in: 0..<max(end, 1), using: &random), &random)
    }
    return random.next() % 5 == 0
      ? Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random))) : bytes
  }

  /// Returns a damaged archive. In every second round an entry is damaged and its checksum
  /// recomputed.
  static func archive(
    _ sound: [UInt8], _ round: Int, _ random: inout SplitMix
  ) throws -> [UInt8] {
    guard round.isMultiple(of: 2) else { return damaged(sound, &random) }
    var builder = try ZipBuilder(sound)
    let pickles = builder.entries.indices.filter { builder.entries[$0].name.hasSuffix(".pkl") }
    let place =
      pickles.first ?? Int.random(in: builder.entries.indices, using: &random)
    let contents = builder.entries[place].contents
    builder.entries[place].contents = damaged(contents, &random, first: contents.count)
    builder.entries[place].isDeflated = random.next() % 4 == 0
    return builder.bytes
  }

  private static func change(_ bytes: inout [UInt8], at place: Int, _ random: inout SplitMix) {
    guard place < bytes.count else { return }
    let run = place..<min(bytes.count, place + Int.random(in: 1...8, using: &random))
    switch random.next() % 8 {
    case 0: bytes[place] ^= 1 << UInt8(random.next() % 8)
    case 1: bytes[place] = UInt8(truncatingIfNeeded: random.next())
    case 2: bytes[place] = bytes[Int.random(in: bytes.indices, using: &random)]
    case 3:
      let size = sizes[Int(random.next() % UInt64(sizes.count))]
      let width = min([1, 2, 4, 8][Int(random.next() % 4)], bytes.count - place)
      let digits = withUnsafeBytes(of: size.littleEndian, Array.init)
      bytes.replaceSubrange(place..<place + width, with: digits.prefix(width))
    case 4: bytes.removeSubrange(run)
    case 5: bytes.insert(contentsOf: bytes[run], at: place)
    case 6:
      let text = Array("0123456789,()'{}[]:-\".tRQsu".utf8)
      bytes[place] = text[Int(random.next() % UInt64(text.count))]
    default: bytes.insert(contentsOf: shell[Int(random.next() % 2)], at: place)
    }
  }
}
