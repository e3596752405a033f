// SPDX-License-Identifier: MIT

/// Eight numbers of each of three channels.
typealias Triple = (SIMD8<Float>, SIMD8<Float>, SIMD8<Float>)

/// Where the colors of one picture come from and go to: three planes in, RGBA8 out.
struct PixelWriter {
  let planes: (UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>)
  let output: UnsafeMutableRawPointer

  /// Writes the pixels of a range, eight at a time, and counts the values that were clipped.
  ///
  /// `color` makes sRGB primaries of the planes’ numbers, 0…1 where they can be shown, and `levels`
  /// makes 8-bit levels of what is left after clipping.
  @inline(__always)
  func write(
    _ range: Range<Int>, color: (Triple) -> Triple, levels: (SIMD8<Float>) -> SIMD8<UInt32>
  ) -> Int {
    var clipped = SIMD8<Int32>.zero
    for start in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
      let count = min(8, range.upperBound - start)
      let before = clipped
      let (r, g, b) = color(count == 8 ? whole(start) : part(start, count))
      let word =
        levels(Self.shown(r, &clipped)) | levels(Self.shown(g, &clipped)) &<< 8
        | levels(Self.shown(b, &clipped)) &<< 16 | 0xFF00_0000
      store(word, start, count)
      for lane in count..<8 { clipped[lane] = before[lane] }
    }
    return -Int(clipped.wrappedSum())
  }

  @inline(__always)
  private func whole(_ start: Int) -> Triple {
    let offset = 4 * start
    return (
      UnsafeRawPointer(planes.0).loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self),
      UnsafeRawPointer(planes.1).loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self),
      UnsafeRawPointer(planes.2).loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
    )
  }

  /// Fewer than eight; the rest are 0.
  private func part(_ start: Int, _ count: Int) -> Triple {
    var result = (SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero)
    for lane in 0..<count {
      result.0[lane] = planes.0[start + lane]
      result.1[lane] = planes.1[start + lane]
      result.2[lane] = planes.2[start + lane]
    }
    return result
  }

  /// The values clipped to 0…1, NaN as 0. Each that was beyond adds −1 to its lane of `clipped`.
  @inline(__always)
  private static func shown(
    _ value: SIMD8<Float>, _ clipped: inout SIMD8<Int32>
  ) -> SIMD8<Float> {
    let inside = value .>= -Rendering.slack .& value .<= 1 + Rendering.slack
    clipped &+= SIMD8<Int32>(repeating: -1).replacing(with: 0, where: inside)
    let positive = SIMD8<Float>.zero.replacing(with: value, where: value .> 0)
    return positive.replacing(with: 1, where: positive .> 1)
  }

  @inline(__always)
  private func store(_ word: SIMD8<UInt32>, _ start: Int, _ count: Int) {
    #if _endian(big)
      let word = word.byteSwapped
    #endif
    if count == 8 {
      output.storeBytes(of: word, toByteOffset: 4 * start, as: SIMD8<UInt32>.self)
    } else {
      for lane in 0..<count {
        output.storeBytes(of: word[lane], toByteOffset: 4 * (start + lane), as: UInt32.self)
      }
    }
  }
}
