// SPDX-License-Identifier: MIT

/// The 256 colors of a terminal as xterm has them.
enum IndexedColor {
  private static let first: [UInt32] = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ]
  private static let levels: [UInt32] = [0, 95, 135, 175, 215, 255]

  /// 0xRRGGBB of an entry: 16 named colors, a cube of 6×6×6, and 24 greys.
  static func rgb(_ index: UInt8) -> UInt32 {
    let place = Int(index)
    if place < 16 { return first[place] }
    if place >= 232 { return UInt32(8 + 10 * (place - 232)) * 0x010101 }
    let (red, rest) = (place - 16).quotientAndRemainder(dividingBy: 36)
    return levels[red] << 16 | levels[rest / 6] << 8 | levels[rest % 6]
  }
}
