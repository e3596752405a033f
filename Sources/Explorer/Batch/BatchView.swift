// SPDX-License-Identifier: MIT

import FileIO
import Normalization

/// View of the Batch page: moments, thumbnails and spread of the pictures that batch normalization
/// pools over.
struct BatchView {
  let state: ExplorerState

  func draw(on canvas: inout Canvas) {
    let layout = BatchLayout(state)
    let line = Rect(
      row: layout.controlRow, column: 1, rows: 1, columns: min(72, state.size.columns - 2))
    ControlLine(state: state, control: state.control).draw(on: &canvas, in: line)
    guard let batch = state.frame?.report?.batch else {
      canvas.write(state.progressText, row: layout.map.row + 2, column: 2, .faint)
      return
    }
    HeatMap(state: state, batch: batch).draw(on: &canvas, in: layout.map)
    SpreadTable(state: state, batch: batch).draw(on: &canvas, in: layout.spread)
    for (place, index) in layout.shown.enumerated() where batch.pictures.indices ~= index {
      let boxes = [layout.contents[place], layout.results[place]]
      drawThumbnail(index, batch.pictures[index].name, boxes, isFirst: place == 0, on: &canvas)
    }
    drawExplanation(on: &canvas, beside: layout.spread)
  }

  private func drawThumbnail(
    _ index: Int, _ name: String, _ boxes: [Rect], isFirst: Bool, on canvas: inout Canvas
  ) {
    let isSelected = index == state.batchIndex
    let caption = Rect(
      row: boxes[0].row - 1, column: boxes[0].column, rows: 2 + boxes[0].rows + boxes[1].rows,
      columns: boxes[0].columns)
    canvas.addRegion(caption, .row(index))
    canvas.write(
      name.printable, row: caption.row, column: caption.column, isSelected ? .title : .content,
      width: caption.columns)
    if isFirst {
      canvas.write(
        state.settings.mode.abbreviation, row: boxes[1].row - 1, column: boxes[1].column, .result,
        width: boxes[1].columns)
    }
    canvas.draw(state.frame?.rasters[.batchContent(index)], in: boxes[0])
    canvas.draw(state.frame?.rasters[.batchResult(index)], in: boxes[1])
  }

  /// Draws an explanation of the spread if all of it fits.
  private func drawExplanation(on canvas: inout Canvas, beside spread: Rect) {
    let column = spread.endColumn + 4
    let width = min(64, state.size.columns - column - 1)
    guard spread.columns >= 56, width >= 40 else { return }
    let text =
      "Heat map: blue or - is below the pooled value, red or + above it. Spread: how much the "
      + "pictures' statistics differ (0: identical): the standard deviation of their means (or "
      + "deviations), divided by that of all values; the root mean square over channels. BN "
      + "keeps the spread; IN gives all pictures the same mean and deviation."
    for (row, line) in text.wrapped(to: width).prefix(spread.rows).enumerated() {
      canvas.write(line, row: spread.row + row, column: column, .faint, width: width)
    }
  }
}
