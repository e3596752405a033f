// SPDX-License-Identifier: MIT

extension ExplorerState {
  /// Handles a mouse event. The view records the regions while it draws.
  mutating func receive(_ mouse: Mouse) -> [Effect] {
    guard preferences.hasMouse, size.isEnough else { return [] }
    switch mouse.kind {
    case .press: return press(region(mouse))
    case .drag: return drag.map { slide($0, to: mouse.column) } ?? []
    case .release:
      drag = nil
      history.endAdjustment()
      return []
    case .wheelUp: return roll(1, over: region(mouse))
    case .wheelDown: return roll(-1, over: region(mouse))
    }
  }

  private func region(_ mouse: Mouse) -> Region? {
    view(self).region(row: mouse.row, column: mouse.column)
  }

  private mutating func press(_ region: Region?) -> [Effect] {
    notice = nil
    drag = nil
    switch overlay {
    case .entry, .naming: overlay = nil
    case .help, .palette: if region == nil { overlay = nil }
    case .chooser, .filter, nil: break
    }
    guard let region else { return [] }
    switch region.target {
    case .action(let action): return perform(action)
    case .control(let control): return select(control)
    case .step(let control, let steps): return select(control) + adjust(control, by: steps)
    case .channel(let choice): return select(choice)
    case .row(let row): return select(row: row)
    case .track(let control):
      drag = region
      return select(control)
    }
  }

  /// Selects an item of a list; a click on the selected item acts like Enter.
  private mutating func select(row: Int) -> [Effect] {
    switch overlay {
    case .palette(_, let cursor): cursor == row ? perform(.accept) : perform(.move(row - cursor))
    case .chooser(let chooser):
      chooser.cursor == row ? perform(.accept) : perform(.move(row - chooser.cursor))
    case nil: selectOnPage(row: row)
    default: []
    }
  }

  private mutating func selectOnPage(row: Int) -> [Effect] {
    switch page {
    case .styles: selectStyle(row)
    case .maps: channel == .one(row) ? perform(.accept) : selectMap(.one(row))
    case .lab: conditionIndex == row ? perform(.accept) : selectCondition(row)
    case .preview, .channels, .compare, .batch, .scatter: selectBatchPicture(row)
    }
  }

  private mutating func roll(_ steps: Int, over region: Region?) -> [Effect] {
    notice = nil
    if overlay != nil { return perform(.move(-3 * steps)) }
    switch region?.target {
    case .control(let control), .track(let control), .step(let control, _):
      return select(control) + adjust(control, by: steps)
    case .channel: return selectChannel(movedBy: -steps)
    case .row: return perform(page == .maps ? .rows(-steps) : .move(-steps))
    case .action, nil: return []
    }
  }

  /// Sets a slider to the position of a column on its track.
  private mutating func slide(_ region: Region, to column: Int) -> [Effect] {
    guard case .track(let control) = region.target else { return [] }
    let last = Double(max(1, region.rect.columns - 1))
    return set(control, at: max(0, min(1, Double(column - region.rect.column) / last)))
  }

  private mutating func set(_ control: Control, at place: Double) -> [Effect] {
    let before = settings
    switch control {
    case .gamma: updateEdits { $0.factor = Slider.factor.value(at: place) }
    case .beta:
      let slider = offsetSlider
      updateEdits { $0.offset = slider.value(at: place) }
    case .alpha: settings.alpha = Slider.alpha.value(at: place)
    case .weight(let index): setWeight(Slider.alpha.value(at: place), of: index)
    case .epsilon: settings.epsilon = Slider.epsilon(at: place)
    case .network, .site, .mode, .space, .picture, .channel, .groups, .convention, .moments: break
    }
    return settings == before ? [] : recompute()
  }
}
