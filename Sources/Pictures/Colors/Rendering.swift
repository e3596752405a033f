// SPDX-License-Identifier: MIT

/// A picture made from numbers, and how many of them it could not show.
public struct Rendering: Equatable, Sendable {
  /// The picture, every value clipped to 0…1.
  public let picture: Picture
  /// How many values (R, G or B of a pixel) were NaN or further than `slack` outside 0…1.
  public let clipped: Int

  /// 10⁻⁵: rounding alone is not clipping.
  ///
  /// The white of a picture comes back from Float arithmetic as 1.0000001. The worst case is Lab: each
  /// f of X, Y and Z has two or three roundings near 1 (1.5·10⁻⁷), its cube three times that, and a row
  /// of the matrix to RGB multiplies by at most 5.3, which makes 2.4·10⁻⁶. The slack is four times as
  /// much and still only a thirtieth of the darkest level.
  public static let slack: Float = 1e-5

  /// A picture and its count.
  public init(picture: Picture, clipped: Int) {
    (self.picture, self.clipped) = (picture, clipped)
  }
}
