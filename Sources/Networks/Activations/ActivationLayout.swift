// SPDX-License-Identifier: MIT

import Normalization

/// The extents of an activation and how its values lie in memory.
///
/// Plain is N × C × H × W. Blocked is N × ⌈C / 16⌉ × H × W × 16: sixteen neighbouring channels of a
/// pixel are one vector, and channels past C are there and 0.
struct ActivationLayout: Hashable, Sendable {
  /// Channels of a block, the lanes of a vector.
  static let lanes = 16

  /// N × C × H × W, without the channels that fill the last block.
  let shape: Shape
  /// Whether channels lie in blocks of sixteen.
  let isBlocked: Bool
  /// Neighbouring pixels of a row that lie together, pixel after pixel with their C channels; 1 but
  /// where few channels would leave most lanes empty.
  var fold = 1
  /// Neighbouring rows whose pixels lie together, one row's `fold` pixels after the other's.
  var rowFold = 1

  /// Channels in blocks of sixteen.
  static func blocked(_ shape: Shape) -> ActivationLayout {
    ActivationLayout(shape: shape, isBlocked: true)
  }
  /// N × C × H × W.
  static func plain(_ shape: Shape) -> ActivationLayout {
    ActivationLayout(shape: shape, isBlocked: false)
  }

  /// Pixels that lie together.
  var pixels: Int { fold * rowFold }
  /// Blocks of a picture.
  var blocks: Int { (pixels * shape.c + Self.lanes - 1) / Self.lanes }
  /// Rows of vectors.
  var rows: Int { shape.h / rowFold }
  /// Vectors of a row.
  var columns: Int { shape.w / fold }
  /// Vectors of a plane.
  var vectors: Int { rows * columns }
  /// Channels with those that fill the last block.
  var channels: Int { isBlocked ? blocks * Self.lanes : shape.c }
  /// Values in memory.
  var floats: Int { shape.n * channels * vectors }
}
