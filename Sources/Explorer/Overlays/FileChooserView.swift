// SPDX-License-Identifier: MIT

import FileIO
import Normalization

/// Layout of the file chooser.
struct FileChooserLayout {
  /// Entries of the folder.
  let list: Rect
  /// Preview of the file under the cursor.
  let picture: Rect

  init(_ size: ScreenSize) {
    let width = max(24, min(60, size.columns * 42 / 100))
    list = Rect(row: 3, column: 1, rows: size.rows - 5, columns: width)
    picture = Rect(
      row: 4, column: width + 3, rows: size.rows - 7, columns: size.columns - width - 4)
  }
}

/// View of the file chooser: entries of a folder and a preview.
struct FileChooserView {
  let state: ExplorerState
  let chooser: FileChooser

  func draw(on canvas: inout Canvas) {
    let layout = FileChooserLayout(state.size)
    let end = canvas.write(title, row: 0, column: 1, .title)
    if chooser.isFiltering || !chooser.filter.isEmpty {
      canvas.write(
        "/\(chooser.filter)\(chooser.isFiltering ? "_" : "")", row: 0, column: end + 2,
        chooser.isFiltering ? .key : .edited, width: state.size.columns - end - 3)
    }
    let folder = (chooser.listing?.folder ?? "reading…").printable
    canvas.write(shortened(folder), row: 1, column: 1, .faint, width: state.size.columns - 2)
    drawEntries(on: &canvas, in: layout.list)
    drawPreview(on: &canvas, in: layout.picture)
    Footer(state: state).draw(on: &canvas)
  }

  private var title: String {
    switch chooser.purpose {
    case .content: "Choose the content"
    case .style: "Choose the style"
    case .newStyle: "Add a style"
    case .bank: "Add to the style bank"
    case .styleToLearn: "Learn the style of a picture"
    case .batch where chooser.marked.isEmpty: "Add to the batch"
    case .batch: "Add to the batch  \(chooser.marked.count) marked"
    }
  }

  /// A path that does not fit is truncated at its start.
  private func shortened(_ path: String) -> String {
    let width = state.size.columns - 2
    return path.count <= width ? path : "…" + path.suffix(width - 1)
  }

  private func drawEntries(on canvas: inout Canvas, in rect: Rect) {
    guard let listing = chooser.listing else { return }
    let entries = chooser.entries
    let count = entries.count
    let first = max(0, min(chooser.cursor - rect.rows / 2, count - rect.rows))
    canvas.drawScrollArrows(above: first > 0, below: first + rect.rows < count, beside: rect)
    for row in 0..<max(0, min(rect.rows, count - first)) {
      let entry = entries[first + row]
      canvas.addRegion(
        Rect(row: rect.row + row, column: rect.column, rows: 1, columns: rect.columns),
        .row(first + row))
      let isSelected = first + row == chooser.cursor
      let name = entry.name.printable + (entry.isFolder ? "/" : "")
      canvas.write(isSelected ? "▸" : " ", row: rect.row + row, column: rect.column, .key)
      if chooser.marked.contains(listing.path(of: entry)) {
        canvas.write("●", row: rect.row + row, column: rect.column + 1, .edited)
      }
      canvas.write(
        name, row: rect.row + row, column: rect.column + 2,
        isSelected ? .selected : entry.isFolder ? .label : .text, width: rect.columns - 2)
    }
    if let note = note(listing, entries), entries.allSatisfy(\.isFolder) || count + 1 < rect.rows {
      canvas.write(
        note, row: rect.row + min(rect.rows - 1, count + 1), column: rect.column + 2, .faint,
        width: rect.columns - 2)
    }
  }

  /// Text below the entries; nil if everything is listed.
  private func note(_ listing: FolderListing, _ entries: [FolderListing.Entry]) -> String? {
    let others = listing.skipped == 1 ? "1 other file" : "\(listing.skipped) other files"
    guard entries.allSatisfy(\.isFolder) else {
      return listing.skipped > 0 && chooser.filter.isEmpty ? "\(others) not listed" : nil
    }
    guard listing.entries.allSatisfy(\.isFolder) else { return "no picture matches the filter" }
    return "no pictures in this folder" + (listing.skipped > 0 ? "; \(others)" : "")
  }

  private func drawPreview(on canvas: inout Canvas, in box: Rect) {
    guard let path = chooser.selectedFile else { return }
    guard let preview = chooser.preview, preview.path == path else {
      canvas.write("reading…", row: box.row - 1, column: box.column, .faint)
      return
    }
    let lines = preview.caption.printable.wrapped(to: box.columns)
    let role: CellStyle.Role = preview.raster == nil ? .warning : .faint
    for (row, line) in lines.prefix(preview.raster == nil ? box.rows : 1).enumerated() {
      canvas.write(line, row: box.row - 1 + row, column: box.column, role, width: box.columns)
    }
    canvas.draw(preview.raster, in: box)
  }
}
