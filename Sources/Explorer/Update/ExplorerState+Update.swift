// SPDX-License-Identifier: MIT

extension ExplorerState {
  /// Handles a message and returns the side effects to carry out. State changes only here.
  public mutating func update(_ message: Message) -> [Effect] {
    switch message {
    case .key(let key): return recordingHistory { $0.press(key) }
    case .mouse(let mouse): return recordingHistory { $0.receive(mouse) }
    case .resized(let size): return resize(to: size)
    case .frame(let frame): return receive(frame)
    case .listing(let listing): return receive(listing)
    case .tensors(let listing): return recordingHistory { $0.receive(listing) }
    case .filePreview(let preview): return receive(preview)
    case .networks(let usable, let unusable): receive(usable, unusable)
    case .opened(let network): return recordingHistory { $0.open(network) }
    case .networkChanged(let network): return adopt(changed: network)
    case .duplicatesInBatch(let paths): return remove(fromBatch: paths)
    case .lab(let lab): return receive(lab)
    case .labReloadDue: return page == .lab ? [.loadLab] : []
    case .progress(let revision, let share): receive(progress: share, of: revision)
    case .learning(let event): return receive(event)
    case .notice(let text): notice = text
    case .commandLine(let command): show(command: command)
    case .idle(let revision): return handleIdle(revision)
    }
    return []
  }

  /// Returns the first effects: a fine frame and the list of networks.
  public mutating func start() -> [Effect] {
    if page == .styles { selectShownStyle() }
    return [.compute(request(.fine)), .listNetworks] + (page == .lab ? [.loadLab] : [])
  }

  /// The current context of keys.
  public var context: Keymap.Context {
    switch overlay {
    case .help: .help
    case .entry: .entry
    case .chooser(let chooser):
      chooser.isFiltering ? .filter : chooser.takesSeveral ? .marking : .chooser
    case .palette: .palette
    case .filter: .filter
    case .naming: .naming
    case nil: pageContext
    }
  }

  /// The context of keys of the page itself.
  var pageContext: Keymap.Context {
    page.context
  }

  private mutating func press(_ key: Key) -> [Effect] {
    notice = nil
    if let action = Keymap.action(for: key, in: context) { return perform(action) }
    return type(key)
  }

  mutating func perform(_ action: Action) -> [Effect] {
    switch action {
    case .quit: return [.quit]
    case .suspend: return [.suspend]
    case .redraw: return [.redraw]
    default: break
    }
    switch overlay {
    case .help(let topic, let scroll): return performHelp(action, topic, scroll)
    case .entry(let text): return performEntry(action, text)
    case .chooser(let chooser) where chooser.isFiltering: return performFilter(action, chooser)
    case .chooser(let chooser): return performChooser(action, chooser)
    case .palette(let text, let cursor): return performPalette(action, text, cursor)
    case .filter: return performChannelFilter(action)
    case .naming(let text): return performNaming(action, text)
    case nil: return performPage(action)
    }
  }

  /// Requests a new frame: a coarse one now, and a fine one after a short time without changes.
  mutating func recompute() -> [Effect] {
    (revision, progress, problem) = (revision + 1, nil, nil)
    return [.compute(request(.coarse)), .notifyWhenIdle(revision: revision)]
  }

  private mutating func handleIdle(_ revision: Int) -> [Effect] {
    guard revision == self.revision else { return [] }
    history.endAdjustment()
    isSlow = isComputing
    let isFine = frame?.revision == revision && frame?.quality == .fine
    return isFine ? [] : [.compute(request(.fine))]
  }

  private mutating func resize(to size: ScreenSize) -> [Effect] {
    self.size = size
    revision += 1
    var effects: [Effect] = size.isEnough ? [.compute(request(.fine))] : []
    if case .chooser(let chooser) = overlay { effects += requestPreview(chooser) }
    return effects
  }

  /// The request for the current state.
  func request(_ quality: Request.Quality) -> Request {
    Request(
      revision: revision, settings: settings, channel: channel, style: shownStylePath, page: page,
      boxes: PageLayout(self).boxes.mapValues { Request.Box(rows: $0.rows, columns: $0.columns) },
      hasCommonGrayRange: mapsPage.hasCommonGrayRange, quality: quality)
  }
}
