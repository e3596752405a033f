// SPDX-License-Identifier: MIT

import Explorer

/// 64-bit FNV-1a hash over 64-bit words. Equal in every process and on every machine.
struct RasterHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Hashes an encoded picture.
  init(_ payload: Raster.Payload) {
    switch payload {
    case .cells(let cells): for cell in cells { add(Self.word(cell)) }
    case .graphics(.string(let bytes)): add(bytes)
    case .graphics(.rows(let rows)): for row in rows { add(row) }
    case .graphics(.pixels(let pixels)):
      add(UInt64(pixels.width))
      add(pixels.base64)
    }
  }

  private mutating func add(_ word: UInt64) {
    value = (value ^ word) &* 0x0000_0100_0000_01B3
    // Multiplication alone never propagates high bits to low bits.
    value ^= value >> 29
  }

  private mutating func add(_ bytes: [UInt8]) {
    add(UInt64(bytes.count))
    bytes.withUnsafeBytes { buffer in
      let wordBytes = buffer.count & ~7
      for offset in stride(from: 0, to: wordBytes, by: 8) {
        add(UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      }
      for byte in buffer[wordBytes...] { add(UInt64(byte)) }
    }
  }

  private static func word(_ cell: Cell) -> UInt64 {
    let glyph = UInt64(cell.glyph.value)
    switch cell.style {
    case .role(let role): return glyph | UInt64(role.rawValue) << 32 | 1 << 62
    case .reserved: return glyph | 1 << 63
    case .heat(let level): return glyph | UInt64(UInt8(truncatingIfNeeded: level)) << 32 | 1 << 61
    case .palette(let foreground, let background):
      return glyph | code(foreground) << 32 | code(background) << 44
    }
  }

  private static func code(_ color: UInt8?) -> UInt64 { color.map { UInt64($0) + 1 } ?? 0 }
}
