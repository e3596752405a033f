// SPDX-License-Identifier: MIT

/// A picture made from numbers, and how many of them it could not show.
public struct Rendering: Equatable, Sendable {
  /// The picture, every value clipped to 0…1.
  public let picture: Picture
  /// How many values (R, G or B of a pixel) were NaN or further than `slack` outside 0…1.
  public let clipped: Int

  /// 10⁻⁵: rounding alone is not clipping.
  ///
  /// The white of a picture comes back from Float arithmetic as 1.0000001. The worst case is Lab: an L*
  /// of 100 is good to 4·10⁻⁶ of 116, its cube to three times that, and the rows of the matrix to RGB
  /// multiply by 5.4 at most: 6·10⁻⁷. The slack is 1/30 of the darkest level.
  public static let slack: Float = 1e-5

  /// A picture and its count.
  public init(picture: Picture, clipped: Int) {
    (self.picture, self.clipped) = (picture, clipped)
  }
}
