// SPDX-License-Identifier: MIT

import FileIO
import Settings

/// Entry of the style bank: a named picture, whose mean and deviation are a row (γ, β) of CIN.
public struct StyleBankEntry: Equatable, Hashable, Sendable, Codable {
  /// Name on screen.
  public var name: String
  /// Path of the picture.
  public var path: String
  /// Whether the user added it; the others are bundled.
  public var isUserAdded: Bool

  private enum CodingKeys: String, CodingKey {
    case name, path
    case isUserAdded = "isOwn"
  }

  /// Creates an entry.
  public init(name: String, path: String, isUserAdded: Bool) {
    (self.name, self.path, self.isUserAdded) = (name, path, isUserAdded)
  }

  /// Creates an entry named after its file: "van gogh cafe terrace 1888".
  public init(path: String, isUserAdded: Bool) {
    self.init(name: "", path: path, isUserAdded: isUserAdded)
    name = Self.displayName(stem)
  }

  /// File name without folders and extension. Networks name their styles by it.
  var stem: String { Self.stem(of: path) }

  /// Returns the file name of a path without folders and extension.
  public static func stem(of path: String) -> String {
    let file = path.lastPathComponent
    return file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
  }

  /// Returns a file name with spaces for display: "van gogh cafe terrace 1888".
  static func displayName(_ name: String) -> String {
    String(name.map { "_-".contains($0) ? " " : $0 })
  }
}

/// Style bank of the Styles page: which styles are mixed, and with which weights.
extension ExplorerState {
  /// The styles to choose from: those of the network if it has any; otherwise the bank, and
  /// pictures in use that are not in the bank.
  public var bankEntries: [StyleBankEntry] {
    guard settings.usesRows, let names = settings.network?.summary.styleNames else {
      return bank + unlistedStyles
    }
    return names.enumerated().map { index, name in
      StyleBankEntry(
        name: StyleBankEntry.displayName(name), path: WeightedStyle(row: index).path,
        isUserAdded: false)
    }
  }

  private var unlistedStyles: [StyleBankEntry] {
    settings.styles.map(\.path).reduce(into: []) { rows, path in
      guard !(bank + rows).contains(where: { $0.path == path }) else { return }
      rows.append(StyleBankEntry(path: path, isUserAdded: true))
    }
  }

  /// The entry under the cursor; nil if there is none.
  public var selectedStyle: StyleBankEntry? {
    let rows = bankEntries
    return rows.isEmpty ? nil : rows[max(0, min(rows.count - 1, stylesPage.cursor))]
  }

  /// Returns the weight of an entry in the mixture; nil if it is not part of it.
  public func weight(of row: StyleBankEntry) -> Double? {
    settings.styleMixture.first { $0.path == row.path }?.weight
  }

  mutating func selectStyle(_ place: Int) -> [Effect] {
    let new = max(0, min(bankEntries.count - 1, place))
    if new == stylesPage.cursor { return [] }
    stylesPage.cursor = new
    return recompute()
  }

  /// Moves the cursor to the displayed style.
  mutating func selectShownStyle() {
    guard let path = mixedStyle?.path else { return }
    stylesPage.cursor = bankEntries.firstIndex { $0.path == path } ?? stylesPage.cursor
  }

  /// Changes the weight of the entry under the cursor, starting at 0 if it is not in the mixture.
  mutating func adjustStyleWeight(_ steps: Int) -> [Effect] {
    guard let row = selectedStyle else { return [] }
    let old = weight(of: row)
    let new = Slider.alpha.stepped(old ?? 0, by: steps)
    return old == nil && new <= 0 ? [] : setWeight(new, of: row)
  }

  /// Sets the weight of an entry and adds it to the mixture if necessary.
  mutating func setWeight(_ weight: Double, of row: StyleBankEntry) -> [Effect] {
    let before = settings
    if let index = settings.styleMixture.firstIndex(where: { $0.path == row.path }) {
      setWeight(weight, of: index)
    } else if settings.styleMixture.count < Self.maxStyles {
      settings.styleMixture.append(WeightedStyle(path: row.path, weight: weight))
    } else {
      notice = "a mixture has at most \(Self.maxStyles) styles; remove one first (d)"
    }
    return settings == before ? [] : recompute()
  }

  /// Removes the entry under the cursor from the mixture, or adds it with weight 1.
  mutating func toggleStyle() -> [Effect] {
    guard let row = selectedStyle else { return [] }
    guard let index = settings.styleMixture.firstIndex(where: { $0.path == row.path }) else {
      return setWeight(1, of: row)
    }
    guard settings.styleMixture.count > 1 else {
      notice = "the last style cannot be removed"
      return []
    }
    addUnlistedStylesToBank()
    return removeStyle(at: index)
  }

  /// Makes the entry under the cursor the only style, with weight 1.
  mutating func useOnlyStyle() -> [Effect] {
    guard let row = selectedStyle else { return [] }
    let before = settings
    if settings.styleMixture != [WeightedStyle(path: row.path)] { addUnlistedStylesToBank() }
    settings.styleMixture = [WeightedStyle(path: row.path)]
    keepControlValid()
    return settings == before ? [] : recompute()
  }

  /// Adds pictures in use to the bank before they leave the mixture, so that they can be selected
  /// again.
  mutating func addUnlistedStylesToBank() {
    if !settings.usesRows { bank += unlistedStyles }
  }

  mutating func addToBank() -> [Effect] {
    guard !settings.usesRows else {
      notice = "these are styles of the network; AdaIN uses pictures"
      return []
    }
    return open(FileChooser(purpose: .bank), at: selectedStyle?.path ?? settings.input.path)
  }

  /// Adds pictures to the bank, without duplicates, and moves the cursor to the first.
  mutating func add(toBank paths: [String]) {
    let new = paths.filter { path in !bank.contains { $0.path == path } }
    bank += new.map { StyleBankEntry(path: $0, isUserAdded: true) }
    if let place = bank.firstIndex(where: { $0.path == paths.first }) { stylesPage.cursor = place }
  }

  /// Removes the entry under the cursor from the bank and the mixture.
  mutating func removeFromBank() -> [Effect] {
    guard let row = selectedStyle else { return [] }
    guard row.isUserAdded else {
      notice = "\(origin) cannot be removed; Space removes it from the mixture"
      return []
    }
    let index = settings.styleMixture.firstIndex { $0.path == row.path }
    if index != nil && settings.styleMixture.count == 1 {
      notice = "this is the only style in use: add another one first"
      return []
    }
    bank.removeAll { $0 == row }
    let effects = index.map { removeStyle(at: $0) } ?? recompute()
    stylesPage.cursor = min(stylesPage.cursor, max(0, bankEntries.count - 1))
    return effects
  }

  /// Why the user cannot remove or rename the style.
  private var origin: String {
    settings.usesRows ? "a style of the network" : "a bundled style"
  }

  mutating func startNaming() -> [Effect] {
    guard let row = selectedStyle else { return [] }
    if row.isUserAdded {
      overlay = .naming(row.name)
    } else {
      notice = "\(origin) cannot be renamed"
    }
    return []
  }

  /// Renames the entry under the cursor.
  mutating func rename(_ name: String) {
    let trimmed = name.drop { $0 == " " }
    guard let row = selectedStyle, row.isUserAdded, row.name != trimmed, !trimmed.isEmpty else {
      return
    }
    addUnlistedStylesToBank()
    if let place = bank.firstIndex(of: row) { bank[place].name = String(trimmed) }
  }

  /// Maximum number of styles in a mixture.
  static let maxStyles = 32
}
