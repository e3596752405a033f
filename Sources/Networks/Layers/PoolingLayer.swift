// SPDX-License-Identifier: MIT

/// Max or average pooling.
public struct PoolingLayer: Hashable, Sendable {
  /// The pooling operation.
  public enum Reduction: String, Sendable, CaseIterable {
    /// Maximum.
    case max
    /// Mean of the values inside the input.
    case average
  }

  /// The operation.
  public var kind: Reduction
  /// Height and width of a window.
  public var window: SpatialSize
  /// Vertical and horizontal stride.
  public var stride: SpatialSize
  /// Whether a last, partial window is included (PyTorch's `ceil_mode`).
  public var isCeiling = false

  /// Pooling with square windows; the stride is the window by default.
  public init(_ kind: Reduction, window: Int = 2, stride: Int? = nil, isCeiling: Bool = false) {
    (self.kind, self.window, self.isCeiling) = (kind, SpatialSize(window), isCeiling)
    self.stride = SpatialSize(stride ?? window)
  }

  /// Returns height and width of y; 0 or less if a window is larger than x.
  func outputSize(of input: SpatialSize) -> SpatialSize {
    SpatialSize(
      count(input.height, window.height, stride.height),
      count(input.width, window.width, stride.width))
  }

  /// A partial window must start inside the input.
  private func count(_ size: Int, _ window: Int, _ stride: Int) -> Int {
    if isCeiling {
      return size <= window
        ? 1 : min((size - window + stride - 1) / stride + 1, (size - 1) / stride + 1)
    }
    return size < window ? 0 : (size - window) / stride + 1
  }
}

/// An elementwise activation function.
public enum ActivationFunction: String, Sendable, CaseIterable {
  /// max(0, x); NaN stays NaN.
  case relu
  /// (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ).
  case tanh
  /// 1 / (1 + e⁻ˣ).
  case sigmoid
}
