// SPDX-License-Identifier: MIT

extension Picture {
  /// A plane of numbers as grey: `low` black, `high` white, between them straight in the encoded
  /// level (255 · (x − low) / (high − low), rounded). Numbers beyond are black or white.
  ///
  /// What is not finite is magenta (255, 0, 255), which no grey can be mistaken for. When `low` equals
  /// `high` there is nothing to tell apart: that number is middle grey (128).
  /// - Precondition: the plane holds width × height numbers, `low` ≤ `high` and both are finite.
  public init(
    plane: some Collection<Float>, width: Int, height: Int, low: Float, high: Float
  ) {
    precondition(plane.count == width * height, "\(plane.count) values, \(width)×\(height)")
    precondition(low <= high && low.isFinite && high.isFinite, "from \(low) to \(high)")
    // A copy, so that the loop below is compiled once and for contiguous memory.
    self.init(width: width, height: height, grey: Array(plane), low: low, high: high)
  }

  private init(width: Int, height: Int, grey plane: [Float], low: Float, high: Float) {
    // Halves, because high − low may overflow.
    let (start, span) = (low / 2, high / 2 - low / 2)
    let pixels = [UInt8](unsafeUninitializedCapacity: 4 * plane.count) { buffer, count in
      let output = UnsafeMutableRawBufferPointer(buffer)
      for i in plane.indices {
        let word = Self.grey(plane[i], share: span > 0 ? (plane[i] / 2 - start) / span : 128 / 255)
        output.storeBytes(of: word.littleEndian, toByteOffset: 4 * i, as: UInt32.self)
      }
      count = 4 * plane.count
    }
    self.init(width: width, height: height, pixels: pixels)
  }

  @inline(__always)
  private static func grey(_ value: Float, share: Float) -> UInt32 {
    let level = Rounding.integer(255 * min(max(share, 0), 1))
    return value.isFinite ? level &* 0x01_0101 | 0xFF00_0000 : 0xFFFF_00FF
  }
}
