// SPDX-License-Identifier: MIT

/// A value whose last operations have not been written to memory yet.
///
/// value = upsampled(activation(scaleShift(buffer)) + addend). The next layer that reads the value
/// from memory has all operations written in one pass, together with the padding that it needs.
struct DeferredActivation {
  /// Its position in memory; nil for the network's input.
  var region: BufferRegion?
  /// Height and width of the buffer without padding.
  var extent: SpatialSize
  var channels: Int
  /// Padding that the buffer already contains, and its mode.
  var padding = Padding.none
  var paddingMode = PaddingMode.zero
  var site: Int?
  var activation: ActivationFunction?
  var addend: BufferRegion?
  /// Nearest-neighbor upsampling factor.
  var upsampling = 1
  /// Neighboring pixels that share a vector of the buffer. If more than one, only sites and
  /// activations follow.
  var columnsPerVector = 1
  /// Whether the buffer holds the output of a sub-pixel convolution. Sites read it as it is; other
  /// layers have it rearranged to pixels first.
  var isSubPixel = false
  /// Pooling, applied before the other operations.
  var pooling: PoolingLayer?

  /// Whether no operation is outstanding.
  var isWritten: Bool {
    region != nil && site == nil && activation == nil && addend == nil && upsampling == 1
      && pooling == nil
  }

  /// Height and width of the value.
  var size: SpatialSize {
    let pooled = pooling?.outputSize(of: extent) ?? extent
    return SpatialSize(pooled.height * upsampling, pooled.width * upsampling)
  }
}
