// SPDX-License-Identifier: MIT

import Glibc

/// Error of opening the screen.
public enum TerminalError: Error, Equatable, CustomStringConvertible {
  /// Standard input or output is not a terminal.
  case notATerminal
  /// TERM has no terminfo entry.
  case unknown(terminal: String)
  /// The terminal has no cursor positioning.
  case noCursorMotion(terminal: String)
  /// Creating the signal descriptor failed with an errno value.
  case noSignals(code: Int32)

  /// The message, safe to print.
  public var description: String {
    switch self {
    case .notATerminal:
      "the explorer needs a terminal as standard input and output"
    case .unknown(let terminal) where terminal.isEmpty:
      "the variable TERM is not set; try ‘TERM=xterm-256color’"
    case .unknown(let terminal):
      "terminal type ‘\(terminal)’ (TERM) has no terminfo entry; try ‘TERM=xterm-256color’"
    case .noCursorMotion(let terminal):
      "terminal type ‘\(terminal)’ (TERM) cannot position its cursor, which the explorer needs"
    case .noSignals(let code):
      "cannot create a signal descriptor: \(String(cString: strerror(code)))"
    }
  }
}
