// SPDX-License-Identifier: MIT

/// What lies beyond the border of an activation.
public enum PaddingMode: String, Sendable, CaseIterable {
  /// The picture again, mirrored at its outermost pixel: … 2 1 | 0 1 2 …
  case reflect
  /// The outermost pixel: … 0 0 | 0 1 2 …
  case replicate
  /// Nothing: 0.
  case zero

  /// Where the value at `index` of a row of `count` comes from; −1 for a zero.
  ///
  /// A row too short to be mirrored so far is mirrored again at the other end.
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
