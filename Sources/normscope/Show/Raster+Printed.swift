// SPDX-License-Identifier: MIT

import Explorer
import Terminal

extension Raster {
  /// The bytes that print it from where the cursor is: a line a row, or graphics.
  var printed: [UInt8] {
    guard case .cells(let cells) = payload else { return printedGraphics ?? [] }
    return stride(from: 0, to: cells.count, by: columns).flatMap { start in
      Array((cells[start..<start + columns].printed(CellColors.init) + "\n").utf8)
    }
  }
}
