// SPDX-License-Identifier: MIT

import Pictures
import Settings

extension State {
  /// What a key does on a page, with nothing over it.
  mutating func performPage(_ action: Action) -> [Effect] {
    switch action {
    case .move(let steps): return move(steps)
    case .nextControl(let steps): return page == .lab ? turnNorm() : moveControl(steps)
    case .channel(let steps): return chooseChannel(steps)
    case .turn(let steps): return turn(steps)
    case .type: return startTyping()
    case .mode(let steps): return turn(.mode, by: steps)
    case .page(let page): return show(page)
    case .chooseContent: return open(FileChooser(purpose: .content), at: settings.input.path)
    case .chooseStyle: return chooseStyle()
    case .addStyle: return addStyle()
    case .removeStyle: return removeStyle()
    case .reset: return reset(control)
    case .resetAll: return resetAll()
    case .bare: return toggleBare()
    case .help: return openHelp()
    case .undo: return undo()
    case .redo: return redo()
    case .before: return toggleBefore()
    case .rows(let steps): return moveMap(rows: steps)
    case .screens(let steps): return moveMap(rows: steps * MapsLayout(self).shownRows)
    case .grey:
      hasCommonGrey.toggle()
      return recompute()
    case .logarithm: return toggleLogarithm()
    case .equalize: return toggleEqualized()
    case .use(let mode): return use(mode)
    case .network(let name): return useNetwork(name)
    case .site(let index): return go(toSite: index)
    case .nextSite(let steps): return turn(.site, by: steps)
    case .everywhere: return useEverywhere()
    case .work(in: let space): return work(in: space)
    case .palette(let text):
      overlay = .palette(text, cursor: 0)
      return []
    case .filter:
      if page == .channels || page == .maps {
        overlay = .filter
      } else {
        notice = "/ filters the channels on Channels (2) and Maps (6)"
      }
      return []
    case .export(let export): return self.export(export)
    case .theme(let theme): return useTheme(theme)
    case .mouse: return toggleMouse()
    case .addToBatch: return addToBatch()
    case .removeFromBatch: return removeFromBatch()
    case .resetBatch: return resetBatch()
    case .toggleRow: return toggleRow()
    case .onlyRow: return useRowAlone()
    case .addToBank: return addToBank()
    case .removeFromBank: return removeRow()
    case .rename: return startNaming()
    case .resetStyles: return resetStyles()
    case .learn: return startLearning()
    case .stopLearning: return stopLearning()
    case .accept: return accept()
    case .mark, .up, .close, .redraw, .suspend, .quit: return []
    }
  }

  private mutating func accept() -> [Effect] {
    switch page {
    case .compare: use(compared)
    case .maps: show(.channels)
    case .lab: loadSaved()
    case .preview, .channels, .batch, .styles, .scatter: []
    }
  }

  private mutating func turn(_ steps: Int) -> [Effect] {
    switch page {
    case .styles: turnRow(steps)
    case .lab: turnSaved(steps)
    case .preview, .channels, .compare, .batch, .maps, .scatter: turn(control, by: steps)
    }
  }

  private mutating func toggleLogarithm() -> [Effect] {
    if page == .lab { labCursor.isLogarithmic.toggle() } else { hasLogDeviation.toggle() }
    return []
  }

  private mutating func toggleBefore() -> [Effect] {
    let boxes = PageLayout(self).boxes
    showsBefore.toggle()
    return PageLayout(self).boxes == boxes ? [] : recompute()
  }

  private mutating func move(_ steps: Int) -> [Effect] {
    switch page {
    case .preview: return moveControl(steps)
    case .channels, .scatter: return chooseChannel(steps)
    case .maps: return chooseMap(moved(steps))
    case .compare: return moveCompared(steps)
    case .batch: return chooseBatchPicture(batchPlace + steps)
    case .styles: return chooseRow(bankPlace + steps)
    case .lab: return choosePanel(labPlace + steps)
    }
  }

  /// Moves among the modes of the Compare page.
  private mutating func moveCompared(_ steps: Int) -> [Effect] {
    let all = Mode.compared
    let place = (all.firstIndex(of: compared) ?? 0) + steps
    compared = all[max(0, min(all.count - 1, place))]
    return []
  }

  private mutating func moveControl(_ steps: Int) -> [Effect] {
    let list = controls
    let place = (list.firstIndex(of: control) ?? 0) + steps
    return choose(list[max(0, min(list.count - 1, place))])
  }

  /// Puts the cursor on a control; that of a style's weight shows the style.
  mutating func choose(_ control: Control) -> [Effect] {
    let before = shownStyle
    self.control = control
    return shownStyle == before ? [] : recompute()
  }

  /// The channel some places on, among those that the filter lets through.
  func moved(_ steps: Int) -> ChannelChoice {
    guard !channelFilter.isEmpty else { return channel.moved(steps, of: channelCount) }
    let shown = shownChannels
    let place = shown.firstIndex { $0 >= channel.index ?? -1 } ?? shown.count
    let isOn = shown.indices ~= place && channel == .one(shown[place])
    let next = place + steps - (steps > 0 && !isOn ? 1 : 0)
    return next < 0 || shown.isEmpty ? .all : .one(shown[min(next, shown.count - 1)])
  }

  mutating func chooseChannel(_ steps: Int) -> [Effect] { choose(moved(steps)) }

  /// Chooses a channel; its statistics and maps have to be made.
  mutating func choose(_ new: ChannelChoice) -> [Effect] {
    if new == channel { return [] }
    channel = new
    return recompute()
  }

  mutating func show(_ page: Page) -> [Effect] {
    if page == self.page { return [] }
    self.page = page
    if page == .styles { findRow() }
    if page != .preview && ![.gamma, .beta, .alpha, .epsilon].contains(control) {
      control = .gamma
    }
    keepControlValid()
    showUsedMode()
    revision += 1
    return [.compute(request(.fine))] + (page == .lab ? [.lab] : [])
  }

  private mutating func resetStyles() -> [Effect] {
    let before = settings
    if let network = settings.network, settings.usesRows {
      settings.network?.rows = NetworkSettings(network.summary).rows
    } else {
      if settings.styles != initial.styles { keepVisitors() }
      settings.styles = initial.styles
    }
    if settings == before { return [] }
    keepControlValid()
    return recompute()
  }

  private mutating func toggleBare() -> [Effect] {
    guard settings.mode != .none else { return [] }
    settings.isBare.toggle()
    let (gamma, beta) = (glyphs.gamma, glyphs.beta)
    notice =
      settings.isBare
      ? "\(gamma) = 1, \(beta) = 0: the bare \(glyphs.hat) (x: back)"
      : "\(gamma) and \(beta) are back"
    return recompute()
  }

  private mutating func toggleEqualized() -> [Effect] {
    guard settings.input.isPicture else {
      notice = "a tensor has no luma to equalize"
      return []
    }
    settings.isEqualized.toggle()
    notice = settings.isEqualized ? "the content's luma is equalized (e: as it was)" : nil
    return recompute()
  }

  private mutating func use(_ mode: Mode) -> [Effect] {
    if page == .compare, Mode.compared.contains(mode) { compared = mode }
    if settings.mode == mode { return [] }
    guard !settings.lacksStyle(for: mode) else {
      notice = "\(mode.abbreviation) needs a style: s chooses one"
      return []
    }
    settings.mode = mode
    keepControlValid()
    return recompute()
  }

  private mutating func work(in space: ColorSpace) -> [Effect] {
    guard settings.isPixels else {
      notice = "spaces are of the picture's own channels: N chooses the network ‘pixels’"
      return []
    }
    if settings.space == space { return [] }
    settings.space = space
    return recompute()
  }

  private mutating func resetAll() -> [Effect] {
    history.rest()
    (settings.edits, settings.bareEdits) = ([:], [:])
    (settings.alpha, settings.isEqualized) = (initial.alpha, initial.isEqualized)
    settings.convention = initial.convention
    settings.parameters = initial.parameters
    resetTreatments()
    for index in settings.styles.indices { settings.styles[index].weight = 1 }
    typed = []
    notice = "everything turned is back"
    return recompute()
  }

  private mutating func openHelp() -> [Effect] {
    overlay = .help(.mode(settings.mode), scroll: 0)
    return []
  }

  /// Puts the cursor of the Compare page on the mode in use.
  mutating func showUsedMode() {
    if Mode.compared.contains(settings.mode) { compared = settings.mode }
  }

  /// Moves the cursor off a control that no longer means anything.
  mutating func keepControlValid() {
    if !controls.contains(control) { control = .mode }
  }
}

extension State {
  /// Asks for an export of what is on the screen.
  func export(_ export: Export) -> [Effect] {
    [
      .export(
        ExportJob(
          export: export, settings: settings, canvas: view(self), theme: preferences.theme,
          session: session))
    ]
  }

  /// Shows a command line whole, where it is not in somebody's way.
  mutating func show(command: [String]) {
    if overlay == nil { overlay = .help(.command(command), scroll: 0) }
  }
}
