// SPDX-License-Identifier: MIT

/// Why the screen cannot be used.
public enum TerminalError: Error, Equatable, CustomStringConvertible {
  /// Standard input or output is a file or a pipe.
  case notATerminal
  /// There is no terminfo entry for TERM.
  case unknown(terminal: String)
  /// The terminal cannot place its cursor.
  case noCursorMotion(terminal: String)
  /// The system refused a descriptor for signals.
  case noSignals(code: Int32)

  /// One sentence, safe to print.
  public var description: String {
    switch self {
    case .notATerminal:
      "the explorer needs a terminal for its input and output"
    case .unknown(let terminal) where terminal.isEmpty:
      "the variable TERM is not set; try ‘TERM=xterm-256color’"
    case .unknown(let terminal):
      "the terminal ‘\(terminal)’ (TERM) is unknown here; try ‘TERM=xterm-256color’"
    case .noCursorMotion(let terminal):
      "the terminal ‘\(terminal)’ (TERM) cannot place its cursor, which the explorer needs"
    case .noSignals(let code):
      "cannot receive signals (system error \(code))"
    }
  }
}
