// SPDX-License-Identifier: MIT

import Explorer

/// Graphics on the screen, and the changes that a new frame needs.
///
/// Curses does not know about graphics: when it rewrites a row, pictures in the row are lost, and a
/// picture disappears only when its rows are rewritten. Pictures of the kitty protocol are
/// different: they are drawn above all cells and are deleted by image ID.
struct GraphicsLayer {
  private var shown: [PicturePlacement] = []
  /// Image IDs that the terminal may still store after its screen was cleared.
  private var staleImageIDs: [Int] = []

  /// Call after the screen was cleared: all pictures must be sent again.
  mutating func invalidate() {
    staleImageIDs += imageIDs
    shown = []
  }

  /// Image IDs of the kitty pictures on the screen.
  var imageIDs: [Int] { shown.compactMap(\.imageID) }

  /// Replaces the pictures and returns the changes. Pictures outside the screen or on its last row,
  /// where they would scroll it, are ignored.
  mutating func changes(
    for placements: [PicturePlacement], rows: Int, columns: Int
  ) -> GraphicsChanges {
    let wanted = placements.filter {
      $0.rect.row >= 0 && $0.rect.column >= 0 && $0.rect.endRow < rows
        && $0.rect.endColumn <= columns && !$0.rect.isEmpty
    }
    var changes = GraphicsChanges()
    let removed = shown.filter { old in
      old.imageID == nil && !wanted.contains { $0.rect == old.rect }
    }
    changes.rowsToRedraw = removed.map { $0.rect.row..<min($0.rect.endRow, rows) }
    changes.imageIDsToDelete = (staleImageIDs + imageIDs).filter {
      !wanted.compactMap(\.imageID).contains($0)
    }
    changes.placementsToSend = wanted.compactMap { changed($0, rowsToRedraw: changes.rowsToRedraw) }
    (shown, staleImageIDs) = (wanted, [])
    return changes
  }

  /// Returns the parts of a picture that must be sent; nil if it is already on the screen.
  private func changed(_ placement: PicturePlacement, rowsToRedraw: [Range<Int>])
    -> PicturePlacement?
  {
    let rect = placement.rect
    let isLost = rowsToRedraw.contains { $0.overlaps(rect.row..<rect.endRow) }
    guard let old = shown.first(where: { $0.rect == rect }), placement.imageID != nil || !isLost
    else { return placement }
    guard old.raster.identity != placement.raster.identity else { return nil }
    return placement.emptyingRows(equalTo: old)
  }
}

/// Changes on the screen for one frame.
struct GraphicsChanges: Equatable {
  /// Rows that curses must rewrite to remove a picture.
  var rowsToRedraw: [Range<Int>] = []
  /// Image IDs of kitty pictures to delete.
  var imageIDsToDelete: [Int] = []
  /// Pictures to send after curses has drawn. Unchanged rows of a picture are empty.
  var placementsToSend: [PicturePlacement] = []
}

extension PicturePlacement {
  /// Image ID of a kitty picture; nil for other protocols. It depends only on the position, so that
  /// a new picture replaces the previous one without flicker.
  var imageID: Int? {
    guard case .graphics(.pixels) = raster.payload else { return nil }
    return 0x4E00_0000 | rect.row << 12 | rect.column
  }

  /// Returns the placement with empty rows where they equal those of another picture at the same
  /// position.
  func emptyingRows(equalTo other: PicturePlacement) -> PicturePlacement {
    guard case .graphics(.rows(let rows)) = raster.payload,
      case .graphics(.rows(let before)) = other.raster.payload, rows.count == before.count
    else { return self }
    let rest = zip(rows, before).map { $0 == $1 ? [] : $0 }
    let changed = Raster(
      rows: raster.rows, columns: raster.columns, payload: .graphics(.rows(rest)),
      identity: raster.identity)
    return PicturePlacement(rect: rect, raster: changed)
  }
}
