// SPDX-License-Identifier: MIT

import Explorer

/// The graphics pictures on the screen, and what a new frame must do about them.
///
/// Curses does not know of them: rows that it writes anew lose their pictures, and a picture goes only
/// when its rows are written anew. Pictures that the terminal keeps are different: they lie above all
/// cells, and go when their number is called.
struct GraphicsLayer {
  /// The work of one frame.
  struct Plan: Equatable {
    /// Rows to be written anew, so that a picture there goes.
    var redrawn: [Range<Int>] = []
    /// Numbers of kept pictures to be forgotten by the terminal.
    var deleted: [Int] = []
    /// Pictures to be sent, after curses has drawn; rows of one that are as before are empty.
    var sent: [PicturePlacement] = []
  }

  private var shown: [PicturePlacement] = []
  /// Numbers that the terminal may still know after its screen was cleared.
  private var forgotten: [Int] = []

  /// Forgets what is on the screen, for a screen that has been cleared.
  mutating func forget() {
    forgotten += numbers
    shown = []
  }

  /// The numbers of the kept pictures on the screen.
  var numbers: [Int] { shown.compactMap(\.number) }

  /// Takes the pictures wanted and gives what must change. Pictures off the screen or on its last
  /// row, where they would scroll it, are left out.
  mutating func plan(_ placements: [PicturePlacement], rows: Int, columns: Int) -> Plan {
    let wanted = placements.filter {
      $0.rect.row >= 0 && $0.rect.column >= 0 && $0.rect.endRow < rows
        && $0.rect.endColumn <= columns && !$0.rect.isEmpty
    }
    var plan = Plan()
    let gone = shown.filter { old in
      old.number == nil && !wanted.contains { $0.rect == old.rect }
    }
    plan.redrawn = gone.map { $0.rect.row..<min($0.rect.endRow, rows) }
    plan.deleted = (forgotten + numbers).filter { !wanted.compactMap(\.number).contains($0) }
    plan.sent = wanted.compactMap { changed($0, redrawn: plan.redrawn) }
    (shown, forgotten) = (wanted, [])
    return plan
  }

  /// What of a picture must be sent; nil when it is on the screen already.
  private func changed(_ placement: PicturePlacement, redrawn: [Range<Int>]) -> PicturePlacement? {
    let rect = placement.rect
    let isLost = redrawn.contains { $0.overlaps(rect.row..<rect.endRow) }
    guard let old = shown.first(where: { $0.rect == rect }), placement.number != nil || !isLost
    else { return placement }
    guard old.raster.identity != placement.raster.identity else { return nil }
    return placement.keepingRows(unlike: old)
  }
}
