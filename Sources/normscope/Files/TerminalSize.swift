// SPDX-License-Identifier: MIT

import Foundation

/// The cells of a terminal.
struct TerminalSize: Equatable {
  let columns: Int
  let rows: Int

  init(columns: Int, rows: Int) { (self.columns, self.rows) = (columns, rows) }

  /// What the terminal behind a descriptor says; nil where there is none or it does not know.
  init?(of descriptor: Int32) {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return nil
    }
    (columns, rows) = (Int(size.ws_col), Int(size.ws_row))
  }
}
