// SPDX-License-Identifier: MIT

import CNcurses

/// Assignment of curses color pairs. Pair 0 has the default colors; assigned pairs never change.
///
/// curses' `alloc_pair` is not used: it crashes on terminals without color and recycles pairs that
/// are still on the screen.
struct ColorPairTable {
  private let capacity: Int
  private var pairs: [UInt32: Int] = [:]

  /// Creates a table for a terminal with `capacity` pairs, 0 without color.
  init(capacity: Int) { self.capacity = capacity }

  /// Returns the pair of a style, or pair 0 if none is left.
  ///
  /// If pairs are scarce (64 for 8 colors), one pair serves both orders of its colors: 44 pairs
  /// then suffice for all 8 × 9 combinations.
  mutating func pair(_ style: CursesStyle) -> ColorPair {
    guard style.foreground != nil || style.background != nil else { return Self.standard }
    var (first, second) = (Self.code(style.foreground), Self.code(style.background))
    let isSwapped = capacity < 60_000 && first > second && second > 0
    if isSwapped { swap(&first, &second) }
    let key = first << 16 | second
    if let pair = pairs[key] { return ColorPair(number: pair, isSwapped: isSwapped, isNew: false) }
    guard pairs.count + 1 < capacity else { return Self.standard }
    pairs[key] = pairs.count + 1
    return ColorPair(number: pairs.count, isSwapped: isSwapped, isNew: true)
  }

  private static let standard = ColorPair(number: 0, isSwapped: false, isNew: false)

  private static func code(_ color: UInt8?) -> UInt32 { color.map { UInt32($0) + 1 } ?? 0 }
}

/// A color pair for a cell.
struct ColorPair: Equatable {
  let number: Int
  /// Whether foreground and background are exchanged, so that the cell must be drawn reversed.
  let isSwapped: Bool
  /// Whether the pair must be initialized in curses.
  let isNew: Bool
}

/// Colors and attributes of a cell in curses.
struct CursesStyle: Equatable {
  /// Video attributes.
  struct Attributes: OptionSet {
    let rawValue: UInt32
    static let bold = Attributes(rawValue: NS_BOLD.rawValue)
    static let dim = Attributes(rawValue: NS_DIM.rawValue)
    static let underline = Attributes(rawValue: NS_UNDERLINE.rawValue)
    static let reverse = Attributes(rawValue: NS_REVERSE.rawValue)
    static let invisible = Attributes(rawValue: NS_INVISIBLE.rawValue)
  }

  /// Palette index; nil for the default color.
  var foreground: UInt8?
  var background: UInt8?
  var attributes: Attributes

  init(_ foreground: UInt8? = nil, on background: UInt8? = nil, _ attributes: Attributes = []) {
    (self.foreground, self.background, self.attributes) = (foreground, background, attributes)
  }
}
