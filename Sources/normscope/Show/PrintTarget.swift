// SPDX-License-Identifier: MIT

import Foundation
import Terminal

/// Where `show` prints: a terminal, which is asked what it can do, or something that is not.
struct PrintTarget {
  /// What it can do.
  let capabilities: Capabilities
  /// The room for a picture, with a row left for a terminal's prompt.
  let size: TerminalSize
  private let environment: [String: String]

  /// What is behind standard output. Sets the locale as well.
  init(environment: [String: String]) {
    self.environment = environment
    guard isatty(STDOUT_FILENO) == 1 else {
      capabilities = Self.file(environment)
      size = TerminalSize(columns: 80, rows: 24)
      return
    }
    var found = TerminalProbe.run(environment: environment)
    // The explorer raises them while it is open; here the terminal is left as it is, and blocks in
    // 256 colors show more than sixel graphics in 16.
    found.maximumSixelRegisters = found.sixelRegisters
    if 1..<256 ~= found.sixelRegisters { found.hasSixel = false }
    capabilities = found
    let whole = TerminalSize(of: STDOUT_FILENO) ?? TerminalSize(columns: 80, rows: 24)
    size = TerminalSize(columns: whole.columns, rows: max(1, whole.rows - 1))
  }

  /// How pictures are drawn here.
  func mode(_ choice: GraphicsChoice) -> GraphicsMode {
    choice.mode(on: capabilities, environment: environment)
  }

  /// A file, or a pipe into a pager: whoever reads it later has colors.
  private static func file(_ environment: [String: String]) -> Capabilities {
    var result = TerminalProbe.known(environment: environment)
    result.colors = environment["TERM"] == "dumb" ? 0 : 256
    return result
  }
}
