// SPDX-License-Identifier: MIT

/// The size of a character cell in pixels.
public struct CellSize: Equatable, Sendable {
  /// Pixels across.
  public let width: Int
  /// Pixels down.
  public let height: Int

  /// A cell of the given size.
  public init(width: Int, height: Int) { (self.width, self.height) = (width, height) }

  /// What is assumed of a terminal that does not tell: twice as high as wide, as most fonts are.
  public static let standard = CellSize(width: 10, height: 20)

  /// The size, or nil if no font is like that and the terminal's answer must be wrong.
  var plausible: CellSize? {
    (4...64).contains(width) && (6...128).contains(height) ? self : nil
  }

  /// The cell of a text area of the given pixels, or nil if that is not plausible.
  static func dividing(_ pixels: CellSize?, columns: Int, rows: Int) -> CellSize? {
    guard let pixels, columns > 0, rows > 0 else { return nil }
    return CellSize(width: pixels.width / columns, height: pixels.height / rows).plausible
  }
}
