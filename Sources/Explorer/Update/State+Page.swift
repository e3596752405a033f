// SPDX-License-Identifier: MIT

extension State {
  /// What a key does on a page, with nothing over it.
  mutating func performPage(_ action: Action) -> [Effect] {
    switch action {
    case .move(let steps): return page == .preview ? moveControl(steps) : chooseChannel(steps)
    case .nextControl(let steps): return moveControl(steps)
    case .channel(let steps): return chooseChannel(steps)
    case .turn(let steps): return turn(control, by: steps)
    case .type: return startTyping()
    case .mode(let steps): return turn(.mode, by: steps)
    case .page(let page): return show(page)
    case .chooseContent: return open(Chooser(purpose: .content), at: setup.input.path)
    case .chooseStyle: return chooseStyle()
    case .addStyle: return addStyle()
    case .removeStyle: return removeStyle()
    case .reset: return reset(control)
    case .resetAll: return resetAll()
    case .bare: return toggleBare()
    case .help: return openHelp()
    case .accept, .up, .close, .redraw, .suspend, .quit: return []
    }
  }

  private mutating func moveControl(_ steps: Int) -> [Effect] {
    let list = setup.controls
    let place = (list.firstIndex(of: control) ?? 0) + steps
    let before = shownStyle
    control = list[max(0, min(list.count - 1, place))]
    return shownStyle == before ? [] : recompute()
  }

  /// Chooses another channel; the statistics and maps of it have to be made.
  func moved(_ steps: Int) -> ChannelChoice { channel.moved(steps, of: channelCount) }

  private mutating func chooseChannel(_ steps: Int) -> [Effect] {
    let new = moved(steps)
    if new == channel { return [] }
    channel = new
    return recompute()
  }

  private mutating func show(_ page: Page) -> [Effect] {
    if page == self.page { return [] }
    self.page = page
    if page == .channels && ![.gamma, .beta, .alpha, .epsilon].contains(control) {
      control = setup.controls.contains(.gamma) ? .gamma : .mode
    }
    revision += 1
    return [.compute(request(.fine))]
  }

  private mutating func toggleBare() -> [Effect] {
    guard setup.mode != .none else { return [] }
    setup.isBare.toggle()
    let (gamma, beta) = (lettering.gamma, lettering.beta)
    notice =
      setup.isBare
      ? "\(gamma) = 1, \(beta) = 0: the bare \(lettering.hat) (x: back)"
      : "\(gamma) and \(beta) are back"
    return recompute()
  }

  private mutating func resetAll() -> [Effect] {
    setup.edits = [:]
    setup.isBare = false
    (setup.alpha, setup.epsilon) = (initial.alpha, initial.epsilon)
    setup.groups = initial.groups
    setup.parameters = initial.parameters
    for index in setup.styles.indices { setup.styles[index].weight = 1 }
    typed = []
    notice = "everything turned is back"
    return recompute()
  }

  private mutating func openHelp() -> [Effect] {
    overlay = .help(.mode(setup.mode), scroll: 0)
    return []
  }

  /// Moves the cursor off a control that no longer means anything.
  mutating func keepControlValid() {
    if !setup.controls.contains(control) { control = .mode }
  }
}
