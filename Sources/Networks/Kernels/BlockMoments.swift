// SPDX-License-Identifier: MIT

import Normalization

/// Moments of every plane of a blocked activation.
enum BlockMoments {
  /// Pixels that are summed around one center.
  static let block = 1024
  /// Pixels after which sums are converted to Double: 32 additions per lane.
  static let run = 128
  /// Pixels per parallel work item, a multiple of `block`.
  static let piece = 4096

  /// Returns the moments of each channel of each picture. The error bound is that of
  /// Normalization's kernel: d = x − c and d² are summed around a center c near the mean, and
  /// combined in Double.
  static func measure(
    _ values: UnsafePointer<Float>, _ layout: ActivationLayout, piece: Int = piece
  ) -> [Moments] {
    let shape = layout.shape
    let pixels = UnsafeRawPointer(values).assumingMemoryBound(to: Vector.self)
    let pieces = (layout.vectors + piece - 1) / piece
    let count = shape.n * layout.blocks * pieces
    let lanes = ActivationLayout.lanes
    let parts = [Moments](unsafeUninitializedCapacity: count * lanes) { parts, filled in
      parallelFor(count, vectors: shape.n * layout.blocks * layout.vectors) { index in
        let (block, part) = index.quotientAndRemainder(dividingBy: pieces)
        let size = min(piece, layout.vectors - part * piece)
        let first = pixels + block * layout.vectors + part * piece
        for (lane, laneMoments) in moments(first, size).enumerated() {
          parts.initializeElement(at: (block * lanes + lane) * pieces + part, to: laneMoments)
        }
      }
      filled = count * lanes
    }
    return (0..<shape.planeCount).map { plane in
      let (n, c) = plane.quotientAndRemainder(dividingBy: shape.c)
      return (0..<layout.pixels).reduce(into: Moments.none) { all, pixel in
        let start = (n * layout.channels + pixel * shape.c + c) * pieces
        all.join(Moments.pooled(parts[start..<start + pieces]))
      }
    }
  }

  /// Returns the moments of sixteen channels over some pixels.
  private static func moments(_ pixels: UnsafePointer<Vector>, _ count: Int) -> [Moments] {
    var all = [Moments](repeating: .none, count: ActivationLayout.lanes)
    var center = pixels[0]
    for start in stride(from: 0, to: count, by: block) {
      let size = min(block, count - start)
      var sums = Sums(pixels + start, size, around: center)
      if sums.isFarOff {
        center += sums.offset
        sums = Sums(pixels + start, size, around: center)
      }
      for lane in 0..<ActivationLayout.lanes { all[lane].join(sums.moments(lane)) }
    }
    return all
  }

  /// Σ(x − c) and Σ(x − c)² of sixteen channels.
  private struct Sums {
    let count: Int
    let center: Vector
    var first = SIMD16<Double>(repeating: 0)
    var second = SIMD16<Double>(repeating: 0)

    init(_ pixels: UnsafePointer<Vector>, _ count: Int, around center: Vector) {
      (self.count, self.center) = (count, center)
      for start in stride(from: 0, to: count, by: BlockMoments.run) {
        add(pixels + start, min(BlockMoments.run, count - start))
      }
    }

    /// Two accumulators of each sum hide the latency of additions.
    @inline(__always)
    private mutating func add(_ pixels: UnsafePointer<Vector>, _ count: Int) {
      let zero = Vector(repeating: 0)
      var (a0, a1, b0, b1) = (zero, zero, zero, zero)
      var i = 0
      while i + 2 <= count {
        let d0 = pixels[i] - center
        let d1 = pixels[i + 1] - center
        (a0, a1) = (a0 + d0, a1 + d1)
        (b0, b1) = (b0 + d0 * d0, b1 + d1 * d1)
        i += 2
      }
      if i < count {
        let d = pixels[i] - center
        (a0, b0) = (a0 + d, b0 + d * d)
      }
      first += SIMD16<Double>(a0) + SIMD16<Double>(a1)
      second += SIMD16<Double>(b0) + SIMD16<Double>(b1)
    }

    /// Whether a center differs from its channel's mean by more than the standard deviation.
    var isFarOff: Bool { any(first * first .> (0.5 * Double(count)) * second) }
    /// The differences between means and centers.
    var offset: Vector { Vector(first / Double(count)) }

    func moments(_ lane: Int) -> Moments {
      Moments(count: count, around: Double(center[lane]), first[lane], second[lane])
    }
  }
}
