// SPDX-License-Identifier: MIT

import Pictures
import Settings

extension ExplorerState {
  /// Handles an action on the page, without an overlay.
  mutating func performPage(_ action: Action) -> [Effect] {
    let effects: [Effect]? =
      switch page {
      case .preview: performPreviewPage(action)
      case .channels: performChannelsPage(action)
      case .compare: performComparePage(action)
      case .batch: performBatchPage(action)
      case .styles: performStylesPage(action)
      case .maps: performMapsPage(action)
      case .scatter: performScatterPage(action)
      case .lab: performLabPage(action)
      }
    return effects ?? performShared(action)
  }

  /// Handles an action that all pages share.
  private mutating func performShared(_ action: Action) -> [Effect] {
    switch action {
    case .nextControl(let steps): return selectControl(movedBy: steps)
    case .channel(let steps): return selectChannel(movedBy: steps)
    case .adjust(let steps): return adjust(control, by: steps)
    case .enterValue: return startTyping()
    case .mode(let steps): return adjust(.mode, by: steps)
    case .page(let page): return show(page)
    case .chooseContent: return open(FileChooser(purpose: .content), at: settings.input.path)
    case .chooseStyle: return chooseStyle()
    case .addStyle: return addStyle()
    case .removeStyle: return removeStyle()
    case .reset: return reset(control)
    case .resetAll: return resetAll()
    case .identityAffine: return toggleIdentityAffine()
    case .help: return openHelp()
    case .undo: return undo()
    case .redo: return redo()
    case .before: return toggleBefore()
    case .equalize: return toggleEqualized()
    case .use(let mode): return use(mode)
    case .network(let name): return useNetwork(name)
    case .site(let index): return selectSite(index)
    case .tensor(let index): return useTensor(index)
    case .nextSite(let steps): return adjust(.site, by: steps)
    case .everywhere: return useEverywhere()
    case .colorSpace(let space): return use(space)
    case .palette(let text):
      overlay = .palette(text, cursor: 0)
      return []
    case .filter:
      notice = "/ filters the channels on Channels (2) and Maps (6)"
      return []
    case .export(let export): return self.export(export)
    case .theme(let theme): return useTheme(theme)
    case .mouse: return toggleMouse()
    case .learn: return startLearning()
    case .move, .accept, .rows, .screens, .commonGrayRange, .logarithm, .addToBatch,
      .removeFromBatch, .resetBatch, .toggleStyle, .onlyStyle, .addToBank, .removeFromBank,
      .rename, .resetStyles, .stopLearning:
      // Actions of single pages.
      return []
    case .mark, .up, .close, .redraw, .suspend, .quit: return []
    }
  }

  private mutating func toggleBefore() -> [Effect] {
    let boxes = PageLayout(self).boxes
    showsBefore.toggle()
    return PageLayout(self).boxes == boxes ? [] : recompute()
  }

  mutating func selectControl(movedBy steps: Int) -> [Effect] {
    let list = controls
    let place = (list.firstIndex(of: control) ?? 0) + steps
    return select(list[max(0, min(list.count - 1, place))])
  }

  /// Selects a control. The weight of a style also displays the style.
  mutating func select(_ control: Control) -> [Effect] {
    let before = shownStyle
    self.control = control
    return shownStyle == before ? [] : recompute()
  }

  mutating func show(_ page: Page) -> [Effect] {
    if page == self.page { return [] }
    self.page = page
    if page == .styles { selectShownStyle() }
    if page != .preview && ![.gamma, .beta, .alpha, .epsilon].contains(control) {
      control = .gamma
    }
    keepControlValid()
    selectUsedMode()
    revision += 1
    return [.compute(request(.fine))] + (page == .lab ? [.loadLab] : [])
  }

  private mutating func toggleIdentityAffine() -> [Effect] {
    guard settings.mode != .none else { return [] }
    settings.usesIdentityAffine.toggle()
    let (gamma, beta) = (glyphs.gamma, glyphs.beta)
    notice =
      settings.usesIdentityAffine
      ? "identity affine: \(gamma) = 1, \(beta) = 0 (x: off)"
      : "\(gamma) and \(beta) restored"
    return recompute()
  }

  private mutating func toggleEqualized() -> [Effect] {
    guard settings.input.isPicture else {
      notice = "a tensor has no luma to equalize"
      return []
    }
    settings.isEqualized.toggle()
    notice = settings.isEqualized ? "luma of the content equalized (e: off)" : nil
    return recompute()
  }

  mutating func use(_ mode: NormalizationMode) -> [Effect] {
    if page == .compare, NormalizationMode.comparePageModes.contains(mode) {
      comparePage.mode = mode
    }
    if settings.mode == mode { return [] }
    guard !settings.lacksStyle(for: mode) else {
      notice = "\(mode.abbreviation) needs a style: s chooses one"
      return []
    }
    settings.mode = mode
    keepControlValid()
    return recompute()
  }

  private mutating func use(_ space: ColorSpace) -> [Effect] {
    guard settings.isPixels else {
      notice = "color spaces apply to pixels: N chooses the network ‘pixels’"
      return []
    }
    if settings.space == space { return [] }
    settings.space = space
    return recompute()
  }

  private mutating func resetAll() -> [Effect] {
    history.endAdjustment()
    (settings.edits, settings.identityAffineEdits) = ([:], [:])
    (settings.alpha, settings.isEqualized) = (initial.alpha, initial.isEqualized)
    settings.convention = initial.convention
    settings.affineOverride = initial.affineOverride
    resetSites()
    for index in settings.styles.indices { settings.styles[index].weight = 1 }
    pendingEnteredValues = []
    notice = "all values reset; the modes are kept (u: undo)"
    return recompute()
  }

  private mutating func openHelp() -> [Effect] {
    overlay = .help(.mode(settings.mode), scroll: 0)
    return []
  }

  /// Selects the mode control if the selected control has no effect any more.
  mutating func keepControlValid() {
    if !controls.contains(control) { control = .mode }
  }
}

extension ExplorerState {
  /// Requests an export of the current screen.
  func export(_ export: Export) -> [Effect] {
    [
      .export(
        ExportJob(
          export: export, settings: settings, canvas: view(self), theme: preferences.theme,
          session: session))
    ]
  }

  /// Shows a command line in full, unless an overlay is open.
  mutating func show(command: [String]) {
    if overlay == nil { overlay = .help(.command(command), scroll: 0) }
  }
}
