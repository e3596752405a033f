// SPDX-License-Identifier: MIT

import Normalization

/// A convolution, or a transposed one, as a network describes it.
///
/// y = w ∗ x + b with weights `name.weight` [outputs, inputs / groups, height, width] (transposed:
/// [inputs, outputs / groups, height, width]) and `name.bias` [outputs].
public struct ConvolutionLayer: Hashable, Sendable {
  /// What its weights are called in the file.
  public var name: String
  /// Channels of x.
  public var inputs: Int
  /// Channels of y.
  public var outputs: Int
  /// Rows and columns of a kernel.
  public var kernel: SpatialSize
  /// Rows and columns from one place of the kernel to the next.
  public var stride = SpatialSize(1)
  /// Groups of channels that do not see each other.
  public var groups = 1
  /// What is added around x; of a transposed convolution, what is cut from around y.
  public var margins = Padding.none
  /// What the margins hold.
  public var edge = PaddingMode.zero
  /// Whether there is a bias.
  public var hasBias = true
  /// max(0, y) of every output.
  public var hasRelu = false
  /// Whether the stride spreads x rather than skipping places of it.
  public var isTransposed = false

  /// A convolution of stride 1 without margins.
  public init(_ name: String, _ inputs: Int, _ outputs: Int, kernel: SpatialSize) {
    (self.name, self.inputs, self.outputs, self.kernel) = (name, inputs, outputs, kernel)
  }

  /// What its weights and its bias are called in the file.
  var weightName: String { name + ".weight" }
  var biasName: String { name + ".bias" }

  /// Rows and columns of y for those of x; not positive where the kernel is larger than x.
  func output(of input: SpatialSize) -> SpatialSize {
    let frame = SpatialSize(margins.top + margins.bottom, margins.left + margins.right)
    if isTransposed {
      return SpatialSize(
        (input.rows - 1) * stride.rows + kernel.rows - frame.rows,
        (input.columns - 1) * stride.columns + kernel.columns - frame.columns)
    }
    let room = SpatialSize(
      input.rows + frame.rows - kernel.rows, input.columns + frame.columns - kernel.columns)
    return SpatialSize(
      room.rows < 0 ? 0 : room.rows / stride.rows + 1,
      room.columns < 0 ? 0 : room.columns / stride.columns + 1)
  }

  /// The extents of the weights in a file.
  public var weightShape: [Int] {
    isTransposed
      ? [inputs, outputs / groups, kernel.rows, kernel.columns]
      : [outputs, inputs / groups, kernel.rows, kernel.columns]
  }
}
