// SPDX-License-Identifier: MIT

/// The value between two layers while a plan is made: a buffer, and what is yet to be done to it.
///
/// value = upsampled(curve(line(buffer)) + added); the next layer that needs it in memory has it
/// written, with its own padding around it, in one pass.
struct DeferredActivation {
  /// Where it is; nil is the picture itself.
  var place: Gather.Place?
  /// N × C × H × W of the buffer without margins.
  var extent: SpatialSize
  var channels: Int
  /// Margins that are around it in the buffer already, and what they hold.
  var margins = Padding.none
  var edge = PaddingMode.zero
  var site: Int?
  var curve: ActivationFunction?
  var added: Gather.Place?
  /// Rows and columns that each pixel becomes.
  var growth = 1
  /// Pixels that share a vector of the buffer; where more than one, no layer but sites and
  /// activations follows.
  var fold = 1
  /// Whether pixels lie as phases, which sites read and others have written out.
  var isPhased = false
  /// Pooling that is yet to be done, before all else.
  var pooling: PoolingLayer?

  /// Whether nothing is left to be done.
  var isDone: Bool {
    place != nil && site == nil && curve == nil && added == nil && growth == 1 && pooling == nil
  }

  /// Rows and columns when all is done.
  var size: SpatialSize {
    let pooled = pooling?.output(of: extent) ?? extent
    return SpatialSize(pooled.rows * growth, pooled.columns * growth)
  }
}
