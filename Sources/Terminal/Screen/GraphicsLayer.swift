// SPDX-License-Identifier: MIT

import Explorer

/// The graphics pictures on the screen, and what a new frame must do about them.
///
/// Curses does not know of them: rows that it writes anew lose their pictures, and a picture goes only
/// when its rows are written anew.
struct GraphicsLayer {
  /// The work of one frame.
  struct Plan: Equatable {
    /// Rows to be written anew, so that a picture there goes.
    var redrawn: [Range<Int>] = []
    /// Pictures to be sent, after curses has drawn.
    var sent: [Placement] = []
  }

  private struct Shown: Equatable {
    let rect: Rect
    let identity: UInt64
  }

  private var shown: [Shown] = []

  /// Forgets what is on the screen, for a screen that has been cleared.
  mutating func forget() { shown = [] }

  /// Takes the pictures wanted and gives what must change. Pictures off the screen or on its last
  /// row, where they would scroll it, are left out.
  mutating func plan(_ placements: [Placement], rows: Int, columns: Int) -> Plan {
    let wanted = placements.filter {
      $0.rect.row >= 0 && $0.rect.column >= 0 && $0.rect.endRow < rows
        && $0.rect.endColumn <= columns && !$0.rect.isEmpty
    }
    let gone = shown.filter { old in !wanted.contains { $0.rect == old.rect } }
    var plan = Plan(redrawn: gone.map { $0.rect.row..<min($0.rect.endRow, rows) })
    plan.sent = wanted.filter { placement in
      let now = Shown(rect: placement.rect, identity: placement.raster.identity)
      let rect = placement.rect
      return !shown.contains(now) || plan.redrawn.contains { $0.overlaps(rect.row..<rect.endRow) }
    }
    shown = wanted.map { Shown(rect: $0.rect, identity: $0.raster.identity) }
    return plan
  }
}
