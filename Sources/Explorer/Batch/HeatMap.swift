// SPDX-License-Identifier: MIT

import FileIO
import Normalization

/// Heat map of the moments of every picture and channel, colored by their distance from the pooled
/// moments: means and standard deviations, before and after.
struct HeatMap {
  let state: ExplorerState
  let batch: BatchReport

  /// One of the four blocks: a statistic of each plane and the pooled moments to compare with.
  private struct Block {
    let titles: [String]
    let role: CellStyle.Role
    let planes: (BatchReport.Member) -> [Moments]
    let figure: (Moments) -> Double
    let pooled: [Moments]
  }

  func draw(on canvas: inout Canvas, in rect: Rect) {
    let grid = HeatGrid(rect, channels: batch.before.count, selected: state.channel.index ?? 0)
    drawNames(grid, on: &canvas, in: rect)
    for (index, block) in blocks.enumerated() {
      drawHeadings(block, grid, index, on: &canvas, in: rect)
      for (row, picture) in rows(rect).enumerated() {
        let planes = block.planes(batch.pictures[picture])
        draw(planes, block, grid, index, on: &canvas, row: rect.row + 2 + row)
      }
      drawPooled(block, grid, index, on: &canvas, row: rect.endRow - 1)
    }
    if !grid.hasNumbers { drawLegend(grid, on: &canvas, in: rect) }
  }

  private var blocks: [Block] {
    let sides: [(String, String, CellStyle.Role, (BatchReport.Member) -> [Moments], [Moments])] = [
      ("before", "old", .content, \.before, batch.before),
      ("after", "new", .result, \.after, batch.after),
    ]
    let glyphs = state.glyphs
    return sides.flatMap { side, short, role, planes, pooled in
      [
        Block(
          titles: ["\(side) \(glyphs.mean)", "\(short) \(glyphs.mean)"], role: role,
          planes: planes,
          figure: \.mean, pooled: pooled),
        Block(
          titles: ["\(side) \(glyphs.deviation)", "\(short) \(glyphs.deviation)"], role: role,
          planes: planes,
          figure: \.deviation, pooled: pooled),
      ]
    }
  }

  /// The visible pictures, including the selected one.
  private func rows(_ rect: Rect) -> Range<Int> {
    let space = max(1, rect.rows - 3)
    let count = batch.pictures.count
    let first = max(0, min(state.batchIndex - space / 2, count - space))
    return first..<min(count, first + space)
  }

  private func drawNames(_ grid: HeatGrid, on canvas: inout Canvas, in rect: Rect) {
    let rows = rows(rect)
    let list = Rect(
      row: rect.row + 2, column: rect.column, rows: rows.count, columns: rect.columns)
    canvas.write(
      batch.pictures.count == 1 ? "1 picture" : "\(batch.pictures.count) pictures", row: rect.row,
      column: rect.column, .title,
      width: grid.nameWidth - 1)
    canvas.write(
      channelName, row: rect.row + 1, column: rect.column, .faint, width: grid.nameWidth - 1)
    canvas.drawScrollArrows(
      above: rows.lowerBound > 0, below: rows.upperBound < batch.pictures.count, beside: list)
    for (row, picture) in rows.enumerated() {
      let isSelected = picture == state.batchIndex
      canvas.addRegion(
        Rect(row: list.row + row, column: list.column, rows: 1, columns: list.columns),
        .row(picture))
      if isSelected { canvas.write("▸", row: list.row + row, column: list.column, .key) }
      canvas.write(
        batch.pictures[picture].name.printable, row: list.row + row, column: list.column + 1,
        isSelected ? .title : .label, width: grid.nameWidth - 2)
    }
  }

  private var channelName: String {
    guard let index = state.channel.index, state.channels.indices ~= index else {
      return "all \(batch.before.count)"
    }
    return "\(state.channels[index].name) of \(batch.before.count)"
  }

  private func drawHeadings(
    _ block: Block, _ grid: HeatGrid, _ index: Int, on canvas: inout Canvas, in rect: Rect
  ) {
    let width = grid.width * grid.channels.count
    let start = grid.column(index, grid.channels.lowerBound)
    // All blocks use the long titles, or all use the short ones.
    let isLong = blocks.allSatisfy { Canvas.width(of: $0.titles[0]) <= width }
    canvas.write(
      block.titles[isLong ? 0 : 1], row: rect.row, column: start, block.role, width: width)
    let names = grid.channels.map { state.channels.indices ~= $0 ? state.channels[$0].name : "" }
    guard names.allSatisfy({ Canvas.width(of: $0) <= grid.fill }) else {
      drawRange(grid, index, names, on: &canvas, row: rect.row + 1, width: width)
      return
    }
    for (channel, name) in zip(grid.channels, names) {
      let place = Rect(
        row: rect.row + 1, column: grid.column(index, channel), rows: 1, columns: grid.fill)
      canvas.addRegion(place, .channel(.one(channel)))
      let end = grid.hasNumbers ? grid.fill : HeatmapLevel.signPlace(grid.fill) + 1
      canvas.write(
        name, row: place.row, column: place.column,
        state.channel == .one(channel) ? .title : .faint,
        width: max(end, Canvas.width(of: name)), align: .right)
    }
  }

  /// Draws the name of the selected channel right-aligned to its cells, or the range of channels,
  /// where the names do not fit.
  private func drawRange(
    _ grid: HeatGrid, _ index: Int, _ names: [String], on canvas: inout Canvas, row: Int,
    width: Int
  ) {
    let start = grid.column(index, grid.channels.lowerBound)
    guard let selected = state.channel.index, grid.channels.contains(selected) else {
      canvas.write(
        "\(grid.channels.lowerBound)–\(grid.channels.upperBound - 1)", row: row, column: start,
        .faint, width: width)
      return
    }
    let name = names[selected - grid.channels.lowerBound]
    let end = grid.column(index, selected) + grid.fill
    canvas.write(
      name, row: row, column: max(start, end - Canvas.width(of: name)), .title, width: width)
  }

  private func draw(
    _ planes: [Moments], _ block: Block, _ grid: HeatGrid, _ index: Int,
    on canvas: inout Canvas, row: Int
  ) {
    for channel in grid.channels {
      let value = block.figure(planes[channel])
      let pooled = block.pooled[channel]
      let heat = HeatmapLevel(value - block.figure(pooled), in: pooled.deviation)
      heat.draw(
        grid.hasNumbers ? value : nil, on: &canvas, row: row,
        column: grid.column(index, channel), width: grid.fill)
    }
  }

  private func drawPooled(
    _ block: Block, _ grid: HeatGrid, _ index: Int, on canvas: inout Canvas, row: Int
  ) {
    guard grid.hasNumbers else { return }
    canvas.write("pooled", row: row, column: 2, .faint, width: grid.nameWidth - 2)
    for channel in grid.channels {
      let value = block.figure(block.pooled[channel])
      canvas.write(
        NumberFormat.fitted(value, width: grid.fill), row: row, column: grid.column(index, channel),
        value.isNaN ? .warning : .faint, width: grid.fill, align: .right)
    }
  }

  /// Explains the signs of cells without numbers.
  private func drawLegend(_ grid: HeatGrid, on canvas: inout Canvas, in rect: Rect) {
    let wordings = [
      "- below the pooled value, + above; = and # by more than half a deviation",
      "- below the pooled value, + above; = # far",
    ]
    canvas.write(
      Canvas.first(of: wordings, in: rect.columns - 1), row: rect.endRow - 1,
      column: rect.column + 1, .faint, width: rect.columns - 1)
  }
}
