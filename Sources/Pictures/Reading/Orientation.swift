// SPDX-License-Identifier: MIT

/// How the camera was held: the EXIF tag 0x0112 (Exif 2.3, 4.6.4 A), 1 to 8.
///
/// Output pixel (x, y) is stored pixel number  origin + x · column + y · row.
struct Orientation: Equatable {
  /// The tag’s value; 1 is upright.
  let value: Int

  /// Upright.
  static let upright = Orientation(value: 1)

  /// Whether width and height change places.
  var swapsSides: Bool { value >= 5 }

  /// A tag’s value; every other number means upright, as the standard asks of readers.
  init(value: Int) { self.value = 1...8 ~= value ? value : 1 }

  /// The picture turned upright.
  func upright(_ picture: Picture) -> Picture {
    guard value != 1 else { return picture }
    let (origin, column, row) = walk(picture.width, picture.height)
    let (width, height) =
      swapsSides ? (picture.height, picture.width) : (picture.width, picture.height)
    let pixels = picture.pixels.withUnsafeBytes { stored in
      [UInt8](unsafeUninitializedCapacity: stored.count) { buffer, count in
        let turned = UnsafeMutableRawBufferPointer(buffer)
        for y in 0..<height {
          for x in 0..<width {
            let pixel = stored.loadUnaligned(
              fromByteOffset: 4 * (origin + x * column + y * row), as: UInt32.self)
            turned.storeBytes(of: pixel, toByteOffset: 4 * (y * width + x), as: UInt32.self)
          }
        }
        count = stored.count
      }
    }
    return Picture(width: width, height: height, pixels: pixels)
  }

  /// Where the walk over stored pixels starts and how it steps, for a stored width and height.
  private func walk(_ w: Int, _ h: Int) -> (origin: Int, column: Int, row: Int) {
    switch value {
    case 2: (w - 1, -1, w)
    case 3: (w * h - 1, -1, -w)
    case 4: (w * (h - 1), 1, -w)
    case 5: (0, w, 1)
    case 6: (w * (h - 1), -w, 1)
    case 7: (w * h - 1, -w, -1)
    case 8: (w - 1, w, -1)
    default: (0, 1, w)
    }
  }
}
