// SPDX-License-Identifier: MIT

import CNcurses

/// Colors and attributes of a cell, as the terminal is told.
struct Look: Equatable {
  /// Video attributes.
  struct Attributes: OptionSet {
    let rawValue: UInt32
    static let bold = Attributes(rawValue: NS_BOLD.rawValue)
    static let dim = Attributes(rawValue: NS_DIM.rawValue)
    static let underline = Attributes(rawValue: NS_UNDERLINE.rawValue)
    static let reverse = Attributes(rawValue: NS_REVERSE.rawValue)
    static let invisible = Attributes(rawValue: NS_INVISIBLE.rawValue)
  }

  /// An entry of the palette, nil for the terminal's own color.
  var foreground: UInt8?
  var background: UInt8?
  var attributes: Attributes

  init(_ foreground: UInt8? = nil, on background: UInt8? = nil, _ attributes: Attributes = []) {
    (self.foreground, self.background, self.attributes) = (foreground, background, attributes)
  }
}
