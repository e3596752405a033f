// SPDX-License-Identifier: MIT

import Normalization

/// Description of a convolution or transposed convolution.
///
/// y = w ∗ x + b with weights `name.weight` [outputs, inputs / groups, height, width] (transposed:
/// [inputs, outputs / groups, height, width]) and `name.bias` [outputs].
public struct ConvolutionLayer: Hashable, Sendable {
  /// Prefix of its tensors' names.
  public var name: String
  /// Channels of x.
  public var inputs: Int
  /// Channels of y.
  public var outputs: Int
  /// Height and width of the kernel.
  public var kernel: SpatialSize
  /// Vertical and horizontal stride.
  public var stride = SpatialSize(1)
  /// Number of channel groups, which are convolved separately.
  public var groups = 1
  /// Padding of x; of a transposed convolution, rows and columns cropped from y.
  public var padding = Padding.none
  /// The values of the padding.
  public var paddingMode = PaddingMode.zero
  /// Whether it adds a bias.
  public var hasBias = true
  /// Whether a ReLU follows: y = max(0, w ∗ x + b).
  public var appliesReLU = false
  /// Whether it is a transposed convolution.
  public var isTransposed = false

  /// A convolution with stride 1 and without padding.
  public init(_ name: String, _ inputs: Int, _ outputs: Int, kernel: SpatialSize) {
    (self.name, self.inputs, self.outputs, self.kernel) = (name, inputs, outputs, kernel)
  }

  /// Names of its tensors.
  var weightName: String { name + ".weight" }
  var biasName: String { name + ".bias" }

  /// Returns height and width of y; 0 or less if x is smaller than the kernel.
  func outputSize(of input: SpatialSize) -> SpatialSize {
    let implicitPadding = SpatialSize(padding.top + padding.bottom, padding.left + padding.right)
    if isTransposed {
      return SpatialSize(
        (input.height - 1) * stride.height + kernel.height - implicitPadding.height,
        (input.width - 1) * stride.width + kernel.width - implicitPadding.width)
    }
    let room = SpatialSize(
      input.height + implicitPadding.height - kernel.height,
      input.width + implicitPadding.width - kernel.width)
    return SpatialSize(
      room.height < 0 ? 0 : room.height / stride.height + 1,
      room.width < 0 ? 0 : room.width / stride.width + 1)
  }

  /// The shape of the weights.
  public var weightShape: [Int] {
    isTransposed
      ? [inputs, outputs / groups, kernel.height, kernel.width]
      : [outputs, inputs / groups, kernel.height, kernel.width]
  }
}

/// Height and width of an activation, a kernel, a window or a stride.
public struct SpatialSize: Hashable, Sendable {
  /// The number of rows.
  public var height: Int
  /// The number of columns.
  public var width: Int

  /// A size from height and width.
  public init(_ height: Int, _ width: Int) { (self.height, self.width) = (height, width) }

  /// A square.
  public init(_ side: Int) { self.init(side, side) }

  /// Returns the size with both sides rounded up to multiples of a number.
  func rounded(upToMultipleOf multiple: Int) -> SpatialSize {
    SpatialSize(
      (height + multiple - 1) / multiple * multiple, (width + multiple - 1) / multiple * multiple)
  }
}
