// SPDX-License-Identifier: MIT

/// Pixels around an activation.
public struct Padding: Hashable, Sendable {
  /// Rows above.
  public var top: Int
  /// Columns on the left.
  public var left: Int
  /// Rows below.
  public var bottom: Int
  /// Columns on the right.
  public var right: Int

  /// Margins from their widths.
  public init(top: Int, left: Int, bottom: Int, right: Int) {
    (self.top, self.left, self.bottom, self.right) = (top, left, bottom, right)
  }

  /// The same on every side.
  public init(_ width: Int) { self.init(top: width, left: width, bottom: width, right: width) }

  /// None.
  public static let none = Padding(0)
}
