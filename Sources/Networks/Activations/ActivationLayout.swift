// SPDX-License-Identifier: MIT

import Normalization

/// The shape of an activation and its memory layout.
///
/// Plain is N × C × H × W. Blocked is N × ⌈C / 16⌉ × H × W × 16: sixteen neighboring channels of a
/// pixel form a vector, zero-padded past C. With few channels, several pixels can share a vector
/// (space-to-depth): `columnsPerVector` of a row, `rowsPerVector` rows.
struct ActivationLayout: Hashable, Sendable {
  /// Channels per block, the lanes of a vector.
  static let lanes = 16

  /// N × C × H × W, without padding channels.
  let shape: Shape
  /// Whether channels are in blocks of sixteen.
  let isBlocked: Bool
  /// Neighboring pixels of a row that share a vector, one after the other with their C channels.
  var columnsPerVector = 1
  /// Neighboring rows whose pixels share a vector, one row after the other.
  var rowsPerVector = 1

  /// A blocked layout with one pixel per vector.
  static func blocked(_ shape: Shape) -> ActivationLayout {
    ActivationLayout(shape: shape, isBlocked: true)
  }
  /// The plain layout.
  static func plain(_ shape: Shape) -> ActivationLayout {
    ActivationLayout(shape: shape, isBlocked: false)
  }

  /// Pixels that share a vector.
  var pixels: Int { columnsPerVector * rowsPerVector }
  /// Blocks per picture.
  var blocks: Int { (pixels * shape.c + Self.lanes - 1) / Self.lanes }
  /// Rows of vectors.
  var rows: Int { shape.h / rowsPerVector }
  /// Vectors per row.
  var columns: Int { shape.w / columnsPerVector }
  /// Vectors per plane.
  var vectors: Int { rows * columns }
  /// Channels including padding.
  var channels: Int { isBlocked ? blocks * Self.lanes : shape.c }
  /// Number of values in memory.
  var floats: Int { shape.n * channels * vectors }
}

extension ActivationLayout {
  /// Returns the first rows and columns of blocked values as N × C × H × W.
  ///
  /// With a range, channels are converted to RGB 0…1.
  func tensor(
    _ values: UnsafePointer<Float>, size: SpatialSize, range: Preprocessing?
  ) -> Tensor<Float> {
    Tensor(Shape(shape.n, shape.c, size.height, size.width)) { output in
      guard let first = output.baseAddress else { return }
      let plane = size.height * size.width
      parallelFor(shape.planeCount, vectors: plane * shape.planeCount) { index in
        let (n, c) = index.quotientAndRemainder(dividingBy: shape.c)
        let to = first + (n * shape.c + (range?.order[c] ?? c)) * plane
        let (scale, offset) = (range?.scale[c] ?? 1, range?.offset[c] ?? 0)
        for i in 0..<size.height {
          let (row, line) = i.quotientAndRemainder(dividingBy: rowsPerVector)
          for pixel in 0..<columnsPerVector {
            let index = (line * columnsPerVector + pixel) * shape.c + c
            let (block, lane) = index.quotientAndRemainder(dividingBy: Self.lanes)
            let from =
              values + ((n * blocks + block) * vectors + row * columns) * Self.lanes + lane
            let pixels = stride(from: pixel, to: size.width, by: columnsPerVector)
            for (vector, j) in pixels.enumerated() {
              to[i * size.width + j] = (from[vector * Self.lanes] - offset) / scale
            }
          }
        }
      }
    }
  }
}

/// Pixels of a blocked activation in memory.
struct BlockedPixels {
  let pixels: UnsafeMutablePointer<Vector>
  let layout: ActivationLayout

  init(_ floats: UnsafeMutablePointer<Float>, _ layout: ActivationLayout) {
    pixels = UnsafeMutableRawPointer(floats).assumingMemoryBound(to: Vector.self)
    self.layout = layout
  }

  /// A pointer to the first value.
  var floats: UnsafeMutablePointer<Float> {
    UnsafeMutableRawPointer(pixels).assumingMemoryBound(to: Float.self)
  }

  /// Returns the first vector of a row of a block; blocks are numbered across pictures.
  @inline(__always)
  func row(_ block: Int, _ row: Int) -> UnsafeMutablePointer<Vector> {
    pixels + (block * layout.rows + row) * layout.columns
  }
}
