// SPDX-License-Identifier: MIT

import CZlib
import Explorer
import Foundation
import Pictures

extension PackedPixels {
  /// Compresses a picture for the kitty protocol; nil only if memory is exhausted.
  ///
  /// Uses zlib's fastest level, because slower levels hardly reduce the size of photographs.
  init?(_ picture: Picture) {
    guard let packed = Self.compressed(Self.colors(of: picture)) else { return nil }
    self.init(width: picture.width, height: picture.height, base64: packed.base64)
  }

  /// R, G, B without alpha, which is always 255.
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

/// iTerm2 inline image: a PNG file in a control string.
enum InlinePicture {
  /// Returns the control string that draws a picture over `columns` × `rows` cells; empty if
  /// encoding fails.
  static func string(_ picture: Picture, columns: Int, rows: Int) -> [UInt8] {
    guard let file = try? picture.encoded(as: .png) else { return [] }
    let head =
      "\u{1B}]1337;File=inline=1;width=\(columns);height=\(rows);preserveAspectRatio=0;"
      + "size=\(file.count):"
    return Array(head.utf8) + file.base64 + [0x07]
  }
}

extension [UInt8] {
  /// The bytes in base64.
  var base64: [UInt8] { Array(Data(self).base64EncodedData()) }
}
