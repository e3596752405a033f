// SPDX-License-Identifier: MIT

import Foundation
import Terminal

/// Target of `show`: a terminal, whose capabilities are queried, or a file or pipe.
struct PrintTarget {
  /// Capabilities of the target.
  let capabilities: Capabilities
  /// Maximum size of a picture. On a terminal one row is reserved for the prompt.
  let size: TerminalSize
  private let environment: [String: String]

  /// Inspects standard output. Also sets the locale.
  init(environment: [String: String]) {
    self.environment = environment
    guard isatty(STDOUT_FILENO) == 1 else {
      capabilities = Self.file(environment)
      size = TerminalSize(columns: 80, rows: 24)
      return
    }
    var found = TerminalProbe.run(environment: environment)
    // Only the explorer raises the number of registers. With fewer than 256, block characters in
    // 256 colors are better than sixel graphics.
    found.maximumSixelRegisters = found.sixelRegisters
    if 1..<256 ~= found.sixelRegisters { found.hasSixel = false }
    capabilities = found
    let terminal = TerminalSize(of: STDOUT_FILENO) ?? TerminalSize(columns: 80, rows: 24)
    size = TerminalSize(columns: terminal.columns, rows: max(1, terminal.rows - 1))
  }

  /// Returns the graphics mode for the `--graphics` option.
  func mode(_ choice: GraphicsChoice) -> GraphicsMode {
    choice.mode(on: capabilities, environment: environment)
  }

  /// A file or a pipe into a pager. The reader is assumed to support 256 colors.
  private static func file(_ environment: [String: String]) -> Capabilities {
    var result = TerminalProbe.known(environment: environment)
    result.colors = environment["TERM"] == "dumb" ? 0 : 256
    return result
  }
}
