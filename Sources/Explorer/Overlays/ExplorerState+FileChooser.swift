// SPDX-License-Identifier: MIT

import FileIO
import Settings

extension ExplorerState {
  /// Opens the chooser in the folder of a file, with the cursor on the file.
  mutating func open(_ chooser: FileChooser, at path: String) -> [Effect] {
    var chooser = chooser
    chooser.selectedName = path.lastPathComponent
    overlay = .chooser(chooser)
    let folder = path.parentPath
    return [.listFolder(path: folder.isEmpty ? "." : folder)]
  }

  mutating func chooseStyle() -> [Effect] {
    if settings.usesRows { return page == .styles ? [] : show(.styles) }
    guard settings.styles.indices ~= shownStyle else { return addStyle() }
    return open(FileChooser(purpose: .style(shownStyle)), at: settings.styles[shownStyle].path)
  }

  mutating func addStyle() -> [Effect] {
    if settings.usesRows { return page == .styles ? [] : show(.styles) }
    guard settings.styles.count < Self.maxStyles else {
      notice = "a mixture has at most \(Self.maxStyles) styles: remove one first (d)"
      return []
    }
    let near = settings.styles.last?.path ?? settings.input.path
    return open(FileChooser(purpose: .newStyle), at: near)
  }

  mutating func removeStyle() -> [Effect] {
    guard settings.styleMixture.count > 1 else {
      notice = "the last style cannot be removed"
      return []
    }
    addUnlistedStylesToBank()
    return removeStyle(at: shownStyle)
  }

  mutating func removeStyle(at index: Int) -> [Effect] {
    settings.styleMixture.remove(at: index)
    keepControlValid()
    if settings.normalizesWeights, settings.styleMixture.map(\.weight).reduce(0, +) == 0 {
      settings.styleMixture[0].weight = 1
    }
    return recompute()
  }

  mutating func performChooser(_ action: Action, _ chooser: FileChooser) -> [Effect] {
    switch action {
    case .close: return close()
    case .move(let steps): return move(chooser, steps)
    case .up: return goUp(chooser)
    case .accept: return accept(chooser)
    case .mark: return mark(chooser)
    case .filter: return filter(chooser, chooser.filter, isTyping: true)
    default: return []
    }
  }

  private mutating func close() -> [Effect] {
    overlay = nil
    return []
  }

  /// Sets the filter and moves the cursor to the first match.
  mutating func filter(_ chooser: FileChooser, _ text: String, isTyping: Bool) -> [Effect] {
    var chooser = chooser
    (chooser.filter, chooser.isFiltering) = (text, isTyping)
    let entries = chooser.entries
    let first = text.isEmpty ? nil : entries.firstIndex { $0.name != ".." }
    chooser.cursor = first ?? max(0, min(entries.count - 1, chooser.cursor))
    overlay = .chooser(chooser)
    return requestPreview(chooser)
  }

  private mutating func move(_ chooser: FileChooser, _ steps: Int) -> [Effect] {
    var chooser = chooser
    let last = chooser.entries.count - 1
    chooser.cursor = max(0, min(last, chooser.cursor + steps))
    overlay = .chooser(chooser)
    return requestPreview(chooser)
  }

  /// Marks or unmarks the file under the cursor and moves to the next entry.
  private mutating func mark(_ chooser: FileChooser) -> [Effect] {
    var chooser = chooser
    guard chooser.takesSeveral, let path = chooser.selectedFile else { return [] }
    if let place = chooser.marked.firstIndex(of: path) {
      chooser.marked.remove(at: place)
    } else {
      chooser.marked.append(path)
    }
    overlay = .chooser(chooser)
    return performChooser(.move(1), chooser)
  }

  /// Requests a preview of the file under the cursor.
  func requestPreview(_ chooser: FileChooser) -> [Effect] {
    guard let path = chooser.selectedFile else { return [] }
    let box = FileChooserLayout(size).picture
    return [.previewFile(path: path, box: Request.Box(rows: box.rows, columns: box.columns))]
  }

  private mutating func goUp(_ chooser: FileChooser) -> [Effect] {
    guard let folder = chooser.listing?.folder, folder != "/" else { return [] }
    var chooser = chooser
    chooser.selectedName = folder.lastPathComponent
    overlay = .chooser(chooser)
    return [.listFolder(path: folder.parentPath)]
  }

  private mutating func accept(_ chooser: FileChooser) -> [Effect] {
    guard let listing = chooser.listing, let entry = chooser.entry else { return [] }
    if entry.isFolder {
      return entry.name == ".." ? goUp(chooser) : [.listFolder(path: listing.path(of: entry))]
    }
    let path = listing.path(of: entry)
    let closing = close()
    switch chooser.purpose {
    case .content, .style, .newStyle:
      if entry.contents == .tensors { return [.listTensors(path: path, purpose: chooser.purpose)] }
      let input: Input =
        entry.contents == .picture ? .picture(path: path) : .tensor(path: path, index: 0)
      use(input, for: chooser.purpose)
    case .bank: add(toBank: chooser.marked.isEmpty ? [path] : chooser.marked)
    case .batch: add(toBatch: chooser.marked.isEmpty ? [path] : chooser.marked)
    case .styleToLearn: return closing + learn(path, entry.contents)
    }
    return closing + recompute()
  }

  /// Uses a file as the content or as a style.
  mutating func use(_ input: Input, for purpose: FileChooser.Purpose) {
    switch purpose {
    case .style(let index) where settings.styles.indices ~= index:
      addUnlistedStylesToBank()
      (settings.styles[index].path, settings.styles[index].tensor) = (input.path, input.tensorName)
    case .style, .newStyle: add(style: input.path, tensor: input.tensorName)
    case .content, .bank, .batch, .styleToLearn: use(content: input)
    }
  }

  /// Adds a style. CIN weights that sum to 1 are scaled so that they still do.
  mutating func add(style path: String, tensor: String? = nil) {
    let sum = settings.styles.map(\.weight).reduce(0, +)
    settings.styles.append(WeightedStyle(path: path, tensor: tensor))
    guard settings.mode == .conditional, abs(sum - 1) < 1e-6 else { return }
    let count = Double(settings.styles.count)
    for index in settings.styles.indices.dropLast() {
      settings.styles[index].weight *= (count - 1) / count
    }
    settings.styles[settings.styles.count - 1].weight = 1 / count
    notice = "weights rescaled: they still sum to 1"
  }

  /// Shows a folder. If it cannot be read, the previous folder stays.
  mutating func receive(_ listing: FolderListing) -> [Effect] {
    guard case .chooser(var chooser) = overlay else { return [] }
    if let problem = listing.problem {
      notice = problem
      if chooser.listing != nil { return [] }
    }
    chooser.show(listing)
    overlay = .chooser(chooser)
    return requestPreview(chooser)
  }

  /// Stores a preview if the cursor is still on its file.
  mutating func receive(_ preview: FilePreview) -> [Effect] {
    guard case .chooser(var chooser) = overlay, chooser.selectedFile == preview.path else {
      return []
    }
    chooser.preview = preview
    overlay = .chooser(chooser)
    return []
  }
}
