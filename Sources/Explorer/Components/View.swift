// SPDX-License-Identifier: MIT

/// Returns the screen of a state. Only lays out: it computes no statistics and stores nothing.
public func view(_ state: ExplorerState) -> Canvas {
  var canvas = Canvas(rows: state.size.rows, columns: state.size.columns)
  if !state.size.isEnough {
    TooSmall(size: state.size).draw(on: &canvas)
  } else if case .chooser(let chooser) = state.overlay {
    FileChooserView(state: state, chooser: chooser).draw(on: &canvas)
  } else {
    TitleBar(state: state).draw(on: &canvas)
    switch state.page {
    case .preview: PreviewView(state: state).draw(on: &canvas)
    case .channels: ChannelsView(state: state).draw(on: &canvas)
    case .compare: CompareView(state: state).draw(on: &canvas)
    case .batch: BatchView(state: state).draw(on: &canvas)
    case .styles: StylesView(state: state).draw(on: &canvas)
    case .maps: MapsView(state: state).draw(on: &canvas)
    case .scatter: ScatterView(state: state).draw(on: &canvas)
    case .lab: LabView(state: state).draw(on: &canvas)
    }
    Footer(state: state).draw(on: &canvas)
    switch state.overlay {
    case .help(let topic, let scroll):
      HelpView(layout: HelpLayout(state, topic), scroll: scroll).draw(on: &canvas)
    case .palette(let text, let cursor):
      PaletteView(state: state, text: text, cursor: cursor).draw(on: &canvas)
    case .entry, .naming, .filter, .chooser, nil: break
    }
  }
  return state.glyphs == .ascii ? canvas.foldedToASCII() : canvas
}

/// Pictures of the current page and their boxes. Requests and views use the same boxes.
struct PageLayout {
  /// Box of each picture; empty on a screen that is too small.
  let boxes: [PictureSlot: Rect]

  init(_ state: ExplorerState) {
    guard state.size.isEnough else {
      boxes = [:]
      return
    }
    switch state.page {
    case .preview: boxes = PreviewLayout(state.size).boxes
    case .channels: boxes = ChannelsLayout(state.size, channels: state.channelCount).boxes
    case .compare: boxes = CompareLayout(state.size).boxes
    case .batch: boxes = BatchLayout(state).boxes
    case .styles: boxes = StylesLayout(state.size).boxes
    case .maps: boxes = MapsLayout(state).boxes
    case .scatter, .lab: boxes = [:]
    }
  }
}

/// Message on a screen that is too small.
struct TooSmall {
  let size: ScreenSize

  func draw(on canvas: inout Canvas) {
    let need = ScreenSize.smallest
    let lines = [
      "normscope needs \(need.columns)×\(need.rows) cells;",
      "this terminal has \(size.columns)×\(size.rows).",
      "Make it larger, or press q to quit.",
    ]
    let top = max(0, (size.rows - lines.count) / 2)
    for (index, line) in lines.enumerated() {
      let column = max(0, (size.columns - Canvas.width(of: line)) / 2)
      canvas.write(line, row: top + index, column: column, index == 0 ? .warning : .text)
    }
  }
}
