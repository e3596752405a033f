// SPDX-License-Identifier: MIT

/// Padding of an activation, in rows and columns.
public struct Padding: Hashable, Sendable {
  /// Rows at the top.
  public var top: Int
  /// Columns on the left.
  public var left: Int
  /// Rows at the bottom.
  public var bottom: Int
  /// Columns on the right.
  public var right: Int

  /// Padding from its four widths.
  public init(top: Int, left: Int, bottom: Int, right: Int) {
    (self.top, self.left, self.bottom, self.right) = (top, left, bottom, right)
  }

  /// Padding of the same width on every side.
  public init(_ width: Int) { self.init(top: width, left: width, bottom: width, right: width) }

  /// No padding.
  public static let none = Padding(0)
}

/// The values of padding.
public enum PaddingMode: String, Sendable, CaseIterable {
  /// Reflection without repeating the border: … 2 1 | 0 1 2 …
  case reflect
  /// The border value: … 0 0 | 0 1 2 …
  case replicate
  /// Zeros.
  case zero

  /// Returns the source of the value at `index` of a row of `count` values; −1 for a zero.
  ///
  /// Reflection of a row that is shorter than the padding continues at the other end.
  func source(_ index: Int, of count: Int) -> Int {
    if 0..<count ~= index { return index }
    switch self {
    case .zero: return -1
    case .replicate: return min(max(index, 0), count - 1)
    case .reflect:
      if count == 1 { return 0 }
      let period = 2 * (count - 1)
      let place = (index % period + period) % period
      return min(place, period - place)
    }
  }
}
