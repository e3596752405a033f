// SPDX-License-Identifier: MIT

import CZlib
import Explorer
import Pictures

extension PackedPixels {
  /// A picture's pixels packed; nil only when there is no memory.
  ///
  /// zlib's fastest level: photographs hardly get smaller by the slower ones.
  init?(_ picture: Picture) {
    guard let packed = Self.compressed(Self.colors(of: picture)) else { return nil }
    self.init(width: picture.width, height: picture.height, base64: packed.base64)
  }

  /// R, G, B without the alpha that is always 255.
  private static func colors(of picture: Picture) -> [UInt8] {
    let count = 3 * picture.width * picture.height
    return picture.pixels.withUnsafeBufferPointer { pixels in
      [UInt8](unsafeUninitializedCapacity: count) { colors, used in
        for pixel in 0..<count / 3 {
          for channel in 0..<3 { colors[3 * pixel + channel] = pixels[4 * pixel + channel] }
        }
        used = count
      }
    }
  }

  private static func compressed(_ bytes: [UInt8]) -> [UInt8]? {
    var size = compressBound(uLong(bytes.count))
    var result = [UInt8](repeating: 0, count: Int(size))
    let code = compress2(&result, &size, bytes, uLong(bytes.count), Z_BEST_SPEED)
    guard code == Z_OK else { return nil }
    result.removeLast(result.count - Int(size))
    return result
  }
}
