// SPDX-License-Identifier: MIT

import Normalization

/// View of the Channels page: a table of all channels, and the selected one in detail beside or
/// below it.
struct ChannelsView {
  let state: ExplorerState

  func draw(on canvas: inout Canvas) {
    let layout = ChannelsLayout(state.size, channels: state.channelCount)
    ChannelTable(state: state).draw(on: &canvas, in: layout.table)
    drawMaps(layout, on: &canvas)
    StatisticsPanel(state: state).draw(on: &canvas, in: layout.statistics)
    let line = Rect(
      row: layout.controlRow, column: 1, rows: 1, columns: min(72, state.size.columns - 2))
    ControlLine(state: state, control: state.control).draw(on: &canvas, in: line)
  }

  private func drawMaps(_ layout: ChannelsLayout, on canvas: inout Canvas) {
    let isMap = state.channel.index != nil || !state.settings.givesPicture
    // Without a picture, the first channel represents all.
    let map = state.channel == .all ? "map \(state.channels.first?.name ?? "")" : "map"
    let names = isMap ? ["\(map) before", "\(map) after"] : ["Content", "Result"]
    for (index, (box, role)) in zip(layout.maps, [CellStyle.Role.content, .result]).enumerated() {
      canvas.write(names[index], row: box.row - 1, column: box.column, role, width: box.columns)
      let slot: PictureSlot = index == 0 ? .contentMap : .resultMap
      canvas.draw(state.frame?.rasters[slot], in: box)
    }
  }
}
