// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization

/// Layout of the Styles page.
struct StylesLayout {
  /// Style bank, one row per style.
  let list: Rect
  /// γ and β of the mixture.
  let mixture: Rect
  /// The style under the cursor and the result, each below its caption.
  let style, result: Rect

  /// Creates the layout. The pictures are beside the bank, one above the other unless the screen is
  /// wide.
  /// - Precondition: The screen is at least `ScreenSize.smallest`.
  init(_ size: ScreenSize) {
    let spare = size.rows >= 30 ? 1 : 0
    let body = Rect(
      row: 1 + spare, column: 1, rows: size.rows - 3 - 2 * spare, columns: size.columns - 2)
    let width = max(34, min(64, size.columns * 46 / 100))
    let lower = body.rows >= 16 ? 5 : 0
    list = Rect(row: body.row, column: 1, rows: body.rows - lower, columns: width)
    mixture = Rect(row: list.endRow + 1, column: 1, rows: max(0, lower - 1), columns: width)
    let right = Rect(
      row: body.row + 1, column: width + 4, rows: body.rows - 1, columns: size.columns - width - 5)
    if right.columns >= 90 {
      let half = (right.columns - 2) / 2
      style = Rect(row: right.row, column: right.column, rows: right.rows, columns: half)
      result = Rect(
        row: right.row, column: right.column + half + 2, rows: right.rows, columns: half)
    } else {
      let gap = right.rows >= 20 ? 2 : 1
      let half = (right.rows - gap) / 2
      style = Rect(row: right.row, column: right.column, rows: half, columns: right.columns)
      result = Rect(
        row: right.row + half + gap, column: right.column, rows: half, columns: right.columns)
    }
  }

  /// Picture boxes by slot.
  var boxes: [PictureSlot: Rect] { [.style: style, .result: result, .content: result] }
}

/// View of the Styles page: the bank with its weights, the style under the cursor, and the result
/// of the mixture.
struct StylesView {
  let state: ExplorerState

  func draw(on canvas: inout Canvas) {
    let layout = StylesLayout(state.size)
    drawHeading(on: &canvas, in: layout.list)
    let rows = Rect(
      row: layout.list.row + 1, column: layout.list.column, rows: layout.list.rows - 1,
      columns: layout.list.columns)
    drawRows(on: &canvas, in: rows)
    MixtureTable(state: state).draw(on: &canvas, in: layout.mixture)
    drawPictures(layout, on: &canvas)
  }

  /// Explanation in place of a style without a picture.
  private static let rowText =
    "A style of the network: a row of γ and β at every site. Its picture is not available. "
    + "o uses only this style, L learns another one."

  private func drawHeading(on canvas: inout Canvas, in rect: Rect) {
    let title = state.settings.usesRows ? "styles" : "bank"
    let end = canvas.write(title, row: rect.row, column: rect.column + 2, .title) + 2
    let count = state.settings.styleMixture.count
    let sum = state.settings.styleMixture.map(\.weight).reduce(0, +)
    let weights = String(format: "weights sum to %.2f", sum)
    let use =
      state.settings.network != nil || state.settings.mode.usesStyles
      ? [] : ["not used by \(state.settings.mode.abbreviation)"]
    let mixed = "\(count) \(count == 1 ? "style" : "styles")"
    let texts = [use + [mixed, weights], use + [weights], use + [mixed]].map {
      $0.joined(separator: " · ")
    }
    canvas.write(
      Canvas.first(of: texts, in: rect.endColumn - end), row: rect.row, column: end, .faint,
      width: rect.endColumn - end, align: .right)
  }

  private func drawRows(on canvas: inout Canvas, in rect: Rect) {
    let bank = state.bankEntries
    guard !bank.isEmpty else {
      canvas.write("no styles yet: a adds pictures", row: rect.row, column: rect.column + 2, .faint)
      return
    }
    let cursor = min(state.stylesPage.cursor, bank.count - 1)
    let first = max(0, min(cursor - rect.rows / 2, bank.count - rect.rows))
    canvas.drawScrollArrows(
      above: first > 0, below: first + rect.rows < bank.count, beside: rect)
    for (row, style) in bank.dropFirst(first).prefix(rect.rows).enumerated() {
      let line = Rect(row: rect.row + row, column: rect.column, rows: 1, columns: rect.columns)
      canvas.addRegion(line, .row(first + row))
      StyleRow(state: state, row: style, isSelected: first + row == cursor)
        .draw(on: &canvas, in: line)
    }
  }

  private func drawPictures(_ layout: StylesLayout, on canvas: inout Canvas) {
    let before = state.showsBefore
    let learned = state.stylesPage.learning?.job.style.lastPathComponent
    let titles: [(Rect, String, CellStyle.Role, String)] = [
      (
        layout.style, learned == nil ? "Style" : "Learning", .style,
        learned ?? state.selectedStyle?.name ?? ""
      ),
      (
        layout.result, before ? "Before" : "Result", before ? .content : .result,
        before ? "" : state.settings.mode.abbreviation
      ),
    ]
    for (box, title, role, name) in titles {
      let end = canvas.write(title, row: box.row - 1, column: box.column, role) + 1
      canvas.write(
        name.printable, row: box.row - 1, column: end, .faint, width: box.endColumn - end)
    }
    if let learning = state.stylesPage.learning {
      LearningPanel(state: state, learning: learning).draw(on: &canvas, in: layout.style)
    }
    guard let frame = state.frame else {
      write(state.progressText, on: &canvas, in: layout.result)
      return
    }
    drawStyle(frame, on: &canvas, in: layout.style)
    canvas.draw(frame.rasters[before ? .content : .result], in: layout.result)
  }

  /// Draws the style’s picture, or why there is none. A training in progress takes its place.
  private func drawStyle(_ frame: Frame, on canvas: inout Canvas, in rect: Rect) {
    if state.stylesPage.learning != nil { return }
    if state.settings.usesRows, state.shownStylePath == nil {
      write(Self.rowText, on: &canvas, in: rect)
    } else if frame.shownStyle == state.shownStylePath {
      canvas.draw(frame.rasters[.style], in: rect)
    }
  }

  /// Writes wrapped text in place of a picture.
  private func write(_ text: String, on canvas: inout Canvas, in rect: Rect) {
    for (row, line) in text.wrapped(to: rect.columns).prefix(rect.rows).enumerated() {
      canvas.write(line, row: rect.row + row, column: rect.column, .faint)
    }
  }
}
