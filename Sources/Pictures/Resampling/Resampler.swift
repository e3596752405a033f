// SPDX-License-Identifier: MIT

import Normalization

/// Resampling of a picture. Each source row is resampled to the output width when it is first
/// needed; output rows are weighted sums of those. Needs memory for three rows besides the output.
///
/// Averages linear values in Double: half black and half white is gray 188, as perceived from a
/// distance, and errors stay below a level even for 2²⁸ samples.
struct Resampler {
  private let source: PixelSource
  private let target: PictureSize
  private let columns: [Tap]
  private let rows: [Tap]

  /// Creates a resampling of a source to a size.
  init(_ source: PixelSource, to target: PictureSize) {
    (self.source, self.target) = (source, target)
    columns = Tap.all(from: source.size.width, to: target.width)
    rows = Tap.all(from: source.size.height, to: target.height)
  }

  /// Returns the resampled picture. Large pictures are divided into bands of rows for several
  /// threads.
  func picture() -> Picture {
    let isLarge = source.size.pixels + target.pixels > 1 << 16
    let bands = isLarge ? min(8, target.height) : 1
    let pixels = [UInt8](unsafeUninitializedCapacity: 4 * target.pixels) { buffer, count in
      let output = UnsafeMutableRawBufferPointer(buffer)
      parallelFor(bands) { band in
        let start = target.height * band / bands
        write(rows: start..<target.height * (band + 1) / bands, into: output)
      }
      count = 4 * target.pixels
    }
    return Picture(width: target.width, height: target.height, pixels: pixels)
  }

  private func write(rows band: Range<Int>, into output: UnsafeMutableRawBufferPointer) {
    var cache = RowCache(width: target.width)
    for y in band {
      var sum = [SIMD4<Double>](repeating: .zero, count: target.width)
      let tap = rows[y]
      add(tap.first, weight: tap.head, to: &sum, &cache)
      for row in tap.first..<tap.last where row > tap.first {
        add(row, weight: tap.body, to: &sum, &cache)
      }
      if tap.last > tap.first { add(tap.last, weight: tap.tail, to: &sum, &cache) }
      encode(sum, into: output, at: 4 * y * target.width)
    }
  }

  private func add(
    _ row: Int, weight: Double, to sum: inout [SIMD4<Double>], _ cache: inout RowCache
  ) {
    cache.with(row: row, fill: { resample(row, into: &$0) }) { values in
      for x in sum.indices { sum[x] += weight * values[x] }
    }
  }

  /// Resamples one source row to the output width, as linear values.
  private func resample(_ row: Int, into values: inout [SIMD4<Double>]) {
    let start = source.bytes + row * source.stride
    SRGB.levels.withUnsafeBufferPointer { levels in
      for x in columns.indices {
        let tap = columns[x]
        var between = SIMD4<Double>.zero
        var i = tap.first + 1
        while i < tap.last {
          between += linear(start, i, levels)
          i += 1
        }
        var sum = tap.head * linear(start, tap.first, levels) + tap.body * between
        if tap.last > tap.first { sum += tap.tail * linear(start, tap.last, levels) }
        values[x] = sum
      }
    }
  }

  @inline(__always)
  private func linear(
    _ row: UnsafePointer<UInt8>, _ x: Int, _ levels: UnsafeBufferPointer<Double>
  ) -> SIMD4<Double> {
    let pixel = source.onWhite(row + x * source.channels)
    return SIMD4(levels[Int(pixel.x)], levels[Int(pixel.y)], levels[Int(pixel.z)], 0)
  }

  private func encode(
    _ row: [SIMD4<Double>], into output: UnsafeMutableRawBufferPointer, at offset: Int
  ) {
    LevelTable.with { table in
      for x in row.indices {
        // Sums of weights may exceed 1 by a rounding error.
        let value = SIMD4<Float>(row[x]).clamped(lowerBound: .zero, upperBound: .one)
        let (r, g, b) = (table.level(value.x), table.level(value.y), table.level(value.z))
        let pixel = r | g << 8 | b << 16 | 0xFF00_0000
        output.storeBytes(of: pixel.littleEndian, toByteOffset: offset + 4 * x, as: UInt32.self)
      }
    }
  }
}

/// Cache of the last two resampled rows. Adjacent output rows share one source row in reduction and
/// two in enlargement.
struct RowCache {
  private var rows: [(number: Int, values: [SIMD4<Double>])]
  private var next = 0

  /// Creates an empty cache.
  init(width: Int) {
    rows = Array(repeating: (-1, Array(repeating: .zero, count: width)), count: 2)
  }

  /// Calls `body` with a row; calls `fill` first if the row is not cached.
  mutating func with(
    row: Int, fill: (inout [SIMD4<Double>]) -> Void, _ body: ([SIMD4<Double>]) -> Void
  ) {
    if let index = rows.firstIndex(where: { $0.number == row }) { return body(rows[index].values) }
    fill(&rows[next].values)
    rows[next].number = row
    body(rows[next].values)
    next = 1 - next
  }
}
