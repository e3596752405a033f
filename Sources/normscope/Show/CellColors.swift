// SPDX-License-Identifier: MIT

import Explorer

/// The two colors of a cell as the escapes of ECMA-48 and xterm select them; nil is the terminal's.
struct CellColors: Equatable {
  var foreground: UInt8?
  var background: UInt8?

  /// The terminal's own.
  init() {}

  /// A picture's; all other ink is the terminal's own.
  init(_ ink: CellStyle) {
    if case .palette(let foreground, let background) = ink {
      (self.foreground, self.background) = (foreground, background)
    }
  }

  /// The escape that changes other colors into these, empty where there is nothing to change.
  func change(from other: CellColors) -> String {
    var codes: [String] = []
    if foreground != other.foreground { codes.append(Self.code(foreground, base: 30)) }
    if background != other.background { codes.append(Self.code(background, base: 40)) }
    return codes.isEmpty ? "" : "\u{1B}[" + codes.joined(separator: ";") + "m"
  }

  /// 8 and 16 colors have codes of their own, which terminals with no more understand.
  private static func code(_ color: UInt8?, base: Int) -> String {
    switch color {
    case nil: "\(base + 9)"
    case .some(let color) where color < 8: "\(base + Int(color))"
    case .some(let color) where color < 16: "\(base + 52 + Int(color))"
    case .some(let color): "\(base + 8);5;\(color)"
    }
  }
}
