// SPDX-License-Identifier: MIT

/// Eight values of each of three channels.
typealias ColorVectors = (SIMD8<Float>, SIMD8<Float>, SIMD8<Float>)

/// Converter of three planes of colors to 8-bit RGBA pixels.
struct PixelWriter {
  let planes: (UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>)
  let output: UnsafeMutableRawPointer

  /// Writes a range of pixels, eight at a time, and returns the number of clipped values.
  /// - Parameters:
  ///   - color: converts the planes’ values to sRGB primaries, 0…1 within the gamut.
  ///   - levels: converts clipped primaries to 8-bit levels.
  @inline(__always)
  func write(
    _ range: Range<Int>, color: (ColorVectors) -> ColorVectors,
    levels: (SIMD8<Float>) -> SIMD8<UInt32>
  ) -> Int {
    var clipped = SIMD8<Int32>.zero
    for start in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
      let count = min(8, range.upperBound - start)
      let before = clipped
      let (r, g, b) = color(count == 8 ? load(start) : load(start, count))
      let pixels =
        levels(Self.clipping(r, &clipped)) | levels(Self.clipping(g, &clipped)) &<< 8
        | levels(Self.clipping(b, &clipped)) &<< 16 | 0xFF00_0000
      store(pixels, start, count)
      for lane in count..<8 { clipped[lane] = before[lane] }
    }
    return -Int(clipped.wrappedSum())
  }

  @inline(__always)
  private func load(_ start: Int) -> ColorVectors {
    let offset = 4 * start
    return (
      UnsafeRawPointer(planes.0).loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self),
      UnsafeRawPointer(planes.1).loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self),
      UnsafeRawPointer(planes.2).loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
    )
  }

  /// Loads fewer than eight values; the remaining lanes are 0.
  private func load(_ start: Int, _ count: Int) -> ColorVectors {
    var result = (SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero)
    for lane in 0..<count {
      result.0[lane] = planes.0[start + lane]
      result.1[lane] = planes.1[start + lane]
      result.2[lane] = planes.2[start + lane]
    }
    return result
  }

  /// Returns the values clipped to 0…1, NaN as 0. Adds −1 to a lane of `clipped` for each value
  /// outside.
  @inline(__always)
  private static func clipping(
    _ value: SIMD8<Float>, _ clipped: inout SIMD8<Int32>
  ) -> SIMD8<Float> {
    let inside = value .>= -ClippedPicture.tolerance .& value .<= 1 + ClippedPicture.tolerance
    clipped &+= SIMD8<Int32>(repeating: -1).replacing(with: 0, where: inside)
    let positive = SIMD8<Float>.zero.replacing(with: value, where: value .> 0)
    return positive.replacing(with: 1, where: positive .> 1)
  }

  @inline(__always)
  private func store(_ pixels: SIMD8<UInt32>, _ start: Int, _ count: Int) {
    #if _endian(big)
      let pixels = pixels.byteSwapped
    #endif
    if count == 8 {
      output.storeBytes(of: pixels, toByteOffset: 4 * start, as: SIMD8<UInt32>.self)
    } else {
      for lane in 0..<count {
        output.storeBytes(of: pixels[lane], toByteOffset: 4 * (start + lane), as: UInt32.self)
      }
    }
  }
}

/// Divides 0..<count into chunks for several threads; all but the last are multiples of eight.
func chunks(of count: Int) -> [Range<Int>] {
  let length = 1 << 14
  return stride(from: 0, to: count, by: length).map { $0..<min(count, $0 + length) }
}
