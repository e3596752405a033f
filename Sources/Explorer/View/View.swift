// SPDX-License-Identifier: MIT

/// The whole screen for a state. It only lays out: nothing is computed, nothing is remembered.
public func view(_ state: State) -> Canvas {
  var canvas = Canvas(rows: state.size.rows, columns: state.size.columns)
  if !state.size.isEnough {
    TooSmall(size: state.size).draw(on: &canvas)
  } else if case .chooser(let chooser) = state.overlay {
    ChooserView(state: state, chooser: chooser).draw(on: &canvas)
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
