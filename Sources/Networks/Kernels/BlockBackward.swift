// SPDX-License-Identifier: MIT

import Normalization

/// Coefficients of the backward pass of sixteen channels of a block:
/// dx = dyScale · dy + xScale · (x − mean) + constant.
struct BlockBackward {
  var dyScale = Vector(repeating: 0)
  var xScale = Vector(repeating: 0)
  var mean = Vector(repeating: 0)
  var constant = Vector(repeating: 0)

  /// dx = dy.
  static let identity = BlockBackward(dyScale: Vector(repeating: 1))

  /// Returns dx of one pixel.
  @inline(__always)
  func callAsFunction(_ dy: Vector, _ x: Vector) -> Vector {
    dyScale * dy + xScale * (x - mean) + constant
  }

  /// Returns the coefficients of all blocks of all pictures. Lanes past C give 0.
  static func all(
    _ coefficients: [BackwardCoefficients<Float>], _ layout: ActivationLayout
  ) -> [BlockBackward] {
    var result = [BlockBackward](repeating: BlockBackward(), count: layout.shape.n * layout.blocks)
    for (plane, coefficients) in coefficients.enumerated() {
      let (n, c) = plane.quotientAndRemainder(dividingBy: layout.shape.c)
      let (block, lane) = c.quotientAndRemainder(dividingBy: ActivationLayout.lanes)
      result[n * layout.blocks + block].set(coefficients, lane)
    }
    return result
  }

  private mutating func set(_ coefficients: BackwardCoefficients<Float>, _ lane: Int) {
    (dyScale[lane], xScale[lane]) = (coefficients.dyScale, coefficients.xScale)
    (mean[lane], constant[lane]) = (coefficients.mean, coefficients.constant)
  }
}

extension BlockedPixels {
  /// Writes the gradient at every pixel, or adds it (`accumulates`). Without dy, it is 0.
  ///
  /// With `masksReLU`, x is the output of a ReLU and the gradient is 0 where x is not positive.
  /// `coefficients` has one element per block of each picture, or none for dx = dy.
  func backward(
    _ dy: BlockedPixels?, at x: BlockedPixels, _ coefficients: [BlockBackward],
    accumulates: Bool, masksReLU: Bool
  ) {
    let (count, pixels) = (layout.shape.n * layout.blocks, layout.vectors)
    let size = 4096
    let pieces = (pixels + size - 1) / size
    let low = Vector(repeating: masksReLU ? 0 : -.infinity)
    parallelFor(count * pieces, vectors: count * pixels) { index in
      let (block, piece) = index.quotientAndRemainder(dividingBy: pieces)
      let start = block * pixels + piece * size
      let end = min(start + size, (block + 1) * pixels)
      let gradient = coefficients.isEmpty ? .identity : coefficients[block]
      let (dx, values) = (self.pixels, x.pixels)
      for i in start..<end {
        let all = gradient(dy.map { $0.pixels[i] } ?? Vector(repeating: 0), values[i])
        let open = all.replacing(with: 0, where: values[i] .<= low)
        dx[i] = accumulates ? dx[i] + open : open
      }
    }
  }
}

/// Sums of sixteen channels of a block: Σ dy and Σ dy · (x − mean).
struct BlockSums {
  private(set) var dy = SIMD16<Double>(repeating: 0)
  private(set) var dyTimesX = SIMD16<Double>(repeating: 0)

  init() {}

  /// Sums over a row, in Float within runs of `BlockMoments.run` pixels.
  init(_ dy: UnsafePointer<Vector>, _ x: UnsafePointer<Vector>, _ count: Int, _ mean: Vector) {
    for start in stride(from: 0, to: count, by: BlockMoments.run) {
      var (first, second) = (Vector(repeating: 0), Vector(repeating: 0))
      for j in start..<min(start + BlockMoments.run, count) {
        first += dy[j]
        second += dy[j] * (x[j] - mean)
      }
      self.dy += SIMD16<Double>(first)
      dyTimesX += SIMD16<Double>(second)
    }
  }

  static func + (a: BlockSums, b: BlockSums) -> BlockSums {
    var result = a
    result.dy += b.dy
    result.dyTimesX += b.dyTimesX
    return result
  }

  /// Returns the sums of every plane, around the mean of its transform.
  static func planes(
    _ blocks: [BlockSums], _ transforms: [PlaneTransform], _ layout: ActivationLayout
  ) -> [PlaneBackwardSums] {
    transforms.enumerated().map { plane, transform in
      let (n, c) = plane.quotientAndRemainder(dividingBy: layout.shape.c)
      let (block, lane) = c.quotientAndRemainder(dividingBy: ActivationLayout.lanes)
      let sums = blocks[n * layout.blocks + block]
      return PlaneBackwardSums(
        dy: sums.dy[lane], around: sums.dyTimesX[lane],
        meanLow: transform.moments.error(ofMean: Float(transform.moments.mean)))
    }
  }
}
