// SPDX-License-Identifier: MIT

import Settings

/// A style of the bank: a picture under a name, whose deviation and mean are a row γ, β of CIN.
public struct StyleBankEntry: Equatable, Hashable, Sendable, Codable {
  /// The name that people see.
  public var name: String
  /// The picture.
  public var path: String
  /// Whether the user added it; the others come along with the program.
  public var isUserAdded: Bool

  /// A row.
  public init(name: String, path: String, isUserAdded: Bool) {
    (self.name, self.path, self.isUserAdded) = (name, path, isUserAdded)
  }

  /// A row named by its file: "van gogh cafe terrace 1888".
  public init(path: String, isUserAdded: Bool) {
    self.init(name: "", path: path, isUserAdded: isUserAdded)
    name = Self.displayName(stem)
  }

  /// The name of the picture's file without folders and ending, which networks name their styles by.
  var stem: String { Self.stem(of: path) }

  /// The name of a picture's file without folders and ending.
  public static func stem(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
  }

  /// A file's name for people: "van gogh cafe terrace 1888".
  static func displayName(_ name: String) -> String {
    String(name.map { "_-".contains($0) ? " " : $0 })
  }
}

/// The Styles page: which rows of the bank are mixed, and with what weights.
extension State {
  /// The styles to choose from: the network's own where it has some, else the pictures of the bank and
  /// those in use that are from elsewhere.
  public var bankEntries: [StyleBankEntry] {
    guard settings.usesRows, let names = settings.network?.summary.rows else {
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

  /// The row under the cursor; nil where there is none to choose from.
  public var selectedStyle: StyleBankEntry? {
    let rows = bankEntries
    return rows.isEmpty ? nil : rows[max(0, min(rows.count - 1, stylesPage.cursor))]
  }

  /// The weight of a row in the mixture; nil for one that takes no part.
  public func weight(of row: StyleBankEntry) -> Double? {
    settings.mixed.first { $0.path == row.path }?.weight
  }

  mutating func selectStyle(_ place: Int) -> [Effect] {
    let new = max(0, min(bankEntries.count - 1, place))
    if new == stylesPage.cursor { return [] }
    stylesPage.cursor = new
    return recompute()
  }

  /// Puts the cursor on the row of the style that is shown.
  mutating func selectShownStyle() {
    guard let path = mixedStyle?.path else { return }
    stylesPage.cursor = bankEntries.firstIndex { $0.path == path } ?? stylesPage.cursor
  }

  /// Turns the weight of the row under the cursor; a row without one starts at 0.
  mutating func adjustStyleWeight(_ steps: Int) -> [Effect] {
    guard let row = selectedStyle else { return [] }
    let old = weight(of: row)
    let new = Slider.alpha.stepped(old ?? 0, by: steps)
    return old == nil && new <= 0 ? [] : setWeight(new, of: row)
  }

  /// Gives a row a weight, which makes it part of the mixture.
  mutating func setWeight(_ weight: Double, of row: StyleBankEntry) -> [Effect] {
    let before = settings
    if let index = settings.mixed.firstIndex(where: { $0.path == row.path }) {
      setWeight(weight, of: index)
    } else if settings.mixed.count < Self.maxStyles {
      settings.mixed.append(WeightedStyle(path: row.path, weight: weight))
    } else {
      notice = "\(Self.maxStyles) styles are mixed at the most"
    }
    return settings == before ? [] : recompute()
  }

  /// Takes the row out of the mixture, or in with weight 1.
  mutating func toggleStyle() -> [Effect] {
    guard let row = selectedStyle else { return [] }
    guard let index = settings.mixed.firstIndex(where: { $0.path == row.path }) else {
      return setWeight(1, of: row)
    }
    guard settings.mixed.count > 1 else {
      notice = "one style stays"
      return []
    }
    addUnlistedStylesToBank()
    return removeStyle(at: index)
  }

  /// Makes the row the only style, with weight 1.
  mutating func useOnlyStyle() -> [Effect] {
    guard let row = selectedStyle else { return [] }
    let before = settings
    if settings.mixed != [WeightedStyle(path: row.path)] { addUnlistedStylesToBank() }
    settings.mixed = [WeightedStyle(path: row.path)]
    keepControlValid()
    return settings == before ? [] : recompute()
  }

  /// Takes styles from elsewhere into the bank, for they are about to leave the mixture.
  mutating func addUnlistedStylesToBank() {
    if !settings.usesRows { bank += unlistedStyles }
  }

  mutating func addToBank() -> [Effect] {
    guard !settings.usesRows else {
      notice = "these are the network's own styles; under AdaIN pictures can be taken"
      return []
    }
    return open(FileChooser(purpose: .bank), at: selectedStyle?.path ?? settings.input.path)
  }

  /// Adds pictures to the bank, each once, and puts the cursor on the first of them.
  mutating func add(toBank paths: [String]) {
    let new = paths.filter { path in !bank.contains { $0.path == path } }
    bank += new.map { StyleBankEntry(path: $0, isUserAdded: true) }
    if let place = bank.firstIndex(where: { $0.path == paths.first }) { stylesPage.cursor = place }
  }

  /// Takes the row under the cursor out of the bank, and of the mixture.
  mutating func removeFromBank() -> [Effect] {
    guard let row = selectedStyle else { return [] }
    guard row.isUserAdded else {
      notice = "this style \(originOfRow) and stays; Space takes it out of the mixture"
      return []
    }
    let index = settings.mixed.firstIndex { $0.path == row.path }
    if index != nil && settings.mixed.count == 1 {
      notice = "it is the only style in use: take another in first"
      return []
    }
    bank.removeAll { $0 == row }
    let effects = index.map { removeStyle(at: $0) } ?? recompute()
    stylesPage.cursor = min(stylesPage.cursor, max(0, bankEntries.count - 1))
    return effects
  }

  /// Why a style is not the person's own.
  private var originOfRow: String {
    settings.usesRows ? "is a row of the network" : "comes along with the program"
  }

  mutating func startNaming() -> [Effect] {
    guard let row = selectedStyle else { return [] }
    if row.isUserAdded {
      overlay = .naming(row.name)
    } else {
      notice = "this style \(originOfRow) and keeps its name"
    }
    return []
  }

  /// Gives the row under the cursor another name.
  mutating func rename(_ name: String) {
    let trimmed = name.drop { $0 == " " }
    guard let row = selectedStyle, row.isUserAdded, row.name != trimmed, !trimmed.isEmpty else {
      return
    }
    addUnlistedStylesToBank()
    if let place = bank.firstIndex(of: row) { bank[place].name = String(trimmed) }
  }

  /// The most styles in a mixture.
  static let maxStyles = 32
}
