// SPDX-License-Identifier: MIT

/// EXIF orientation of a photograph: tag 0x0112, 1 to 8 (Exif 2.3, 4.6.4 A).
///
/// Output pixel (x, y) is the stored pixel with index  origin + x · column + y · row.
struct Orientation: Equatable {
  /// The value of the tag; 1 is upright.
  let value: Int

  /// The orientation of an upright picture.
  static let upright = Orientation(value: 1)

  /// Whether width and height are swapped.
  var swapsSides: Bool { value >= 5 }

  /// Creates an orientation from a tag; other values mean upright, as the standard requires.
  init(value: Int) { self.value = 1...8 ~= value ? value : 1 }

  /// Returns the picture rotated or mirrored to upright.
  func upright(_ picture: Picture) -> Picture {
    guard value != 1 else { return picture }
    let (origin, column, row) = strides(picture.width, picture.height)
    let (width, height) =
      swapsSides ? (picture.height, picture.width) : (picture.width, picture.height)
    let pixels = picture.pixels.withUnsafeBytes { stored in
      [UInt8](unsafeUninitializedCapacity: stored.count) { buffer, count in
        let output = UnsafeMutableRawBufferPointer(buffer)
        for y in 0..<height {
          for x in 0..<width {
            let pixel = stored.loadUnaligned(
              fromByteOffset: 4 * (origin + x * column + y * row), as: UInt32.self)
            output.storeBytes(of: pixel, toByteOffset: 4 * (y * width + x), as: UInt32.self)
          }
        }
        count = stored.count
      }
    }
    return Picture(width: width, height: height, pixels: pixels)
  }

  /// Returns the index of the first pixel and the index steps per output column and row, given the
  /// stored width and height.
  private func strides(_ w: Int, _ h: Int) -> (origin: Int, column: Int, row: Int) {
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
