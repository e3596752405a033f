// SPDX-License-Identifier: MIT

/// Picture in memory: opaque 8-bit sRGB, four bytes per pixel (R, G, B, 255).
public struct Picture: Equatable, Sendable {
  /// The width in pixels.
  public let width: Int
  /// The height in pixels.
  public let height: Int
  /// width × height × 4 bytes, row by row from the top; alpha is always 255.
  public internal(set) var pixels: [UInt8]

  /// Creates a picture from its pixels.
  /// - Precondition: both sides are positive and `pixels` holds width × height × 4 bytes.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(width > 0 && height > 0, "picture of \(width)×\(height)")
    precondition(
      pixels.count == width * height * 4, "\(pixels.count) bytes for \(width)×\(height) pixels")
    (self.width, self.height, self.pixels) = (width, height, pixels)
  }
}

extension Picture {
  /// Creates a gray picture of a plane: `low` is black, `high` is white, and the encoded level is
  /// linear in between, 255 · (x − low) / (high − low), rounded and clipped.
  ///
  /// Non-finite values are magenta (255, 0, 255), which is distinct from every gray. If `low`
  /// equals `high`, values are middle gray (128).
  /// - Precondition: the plane has width × height values; `low` ≤ `high`, both finite.
  public init(
    plane: some Collection<Float>, width: Int, height: Int, low: Float, high: Float
  ) {
    precondition(
      plane.count == width * height, "\(plane.count) values for \(width)×\(height) pixels")
    precondition(low <= high && low.isFinite && high.isFinite, "range from \(low) to \(high)")
    // Copied, so that the loop below is compiled once, for contiguous memory.
    self.init(width: width, height: height, gray: Array(plane), low: low, high: high)
  }

  private init(width: Int, height: Int, gray plane: [Float], low: Float, high: Float) {
    // Halved, because high − low may overflow.
    let (start, span) = (low / 2, high / 2 - low / 2)
    let pixels = [UInt8](unsafeUninitializedCapacity: 4 * plane.count) { buffer, count in
      let output = UnsafeMutableRawBufferPointer(buffer)
      for i in plane.indices {
        let pixel = Self.gray(plane[i], share: span > 0 ? (plane[i] / 2 - start) / span : 128 / 255)
        output.storeBytes(of: pixel.littleEndian, toByteOffset: 4 * i, as: UInt32.self)
      }
      count = 4 * plane.count
    }
    self.init(width: width, height: height, pixels: pixels)
  }

  @inline(__always)
  private static func gray(_ value: Float, share: Float) -> UInt32 {
    let level = Rounding.integer(255 * min(max(share, 0), 1))
    return value.isFinite ? level &* 0x01_0101 | 0xFF00_0000 : 0xFFFF_00FF
  }
}
