// SPDX-License-Identifier: MIT

/// The maximum or the mean of windows.
public struct PoolingLayer: Hashable, Sendable {
  /// What is taken of a window.
  public enum Kind: String, Sendable, CaseIterable {
    /// The largest value.
    case max
    /// The mean of those values that are inside the picture.
    case average
  }

  /// Maximum or mean.
  public var kind: Kind
  /// Rows and columns of a window.
  public var window: SpatialSize
  /// Rows and columns from one window to the next.
  public var stride: SpatialSize
  /// Whether a last window that is cut off counts.
  public var isCeiling = false

  /// Windows of one size that touch each other, by default 2×2.
  public init(_ kind: Kind, window: Int = 2, stride: Int? = nil, isCeiling: Bool = false) {
    (self.kind, self.window, self.isCeiling) = (kind, SpatialSize(window), isCeiling)
    self.stride = SpatialSize(stride ?? window)
  }

  /// Rows and columns of y; not positive where a window is larger than x.
  func output(of input: SpatialSize) -> SpatialSize {
    SpatialSize(
      count(input.rows, window.rows, stride.rows),
      count(input.columns, window.columns, stride.columns))
  }

  /// A cut-off window must begin inside.
  private func count(_ size: Int, _ window: Int, _ stride: Int) -> Int {
    if isCeiling {
      return size <= window
        ? 1 : min((size - window + stride - 1) / stride + 1, (size - 1) / stride + 1)
    }
    return size < window ? 0 : (size - window) / stride + 1
  }
}
