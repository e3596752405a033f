// SPDX-License-Identifier: MIT

/// The words of one line of a description, taken one after the other.
struct Words {
  private var words: ArraySlice<Substring>
  private let line: Int

  init(_ text: Substring, line: Int) {
    words = text.split { $0 == " " || $0 == "\t" || $0 == "\r" }[...]
    self.line = line
  }

  var isEmpty: Bool { words.isEmpty }
  var isComment: Bool { words.first?.first == "#" }
  /// The next word, which is left; empty at the end.
  var first: String { words.first.map(String.init) ?? "" }
  /// All words that are left.
  var rest: String { words.joined(separator: " ") }

  func error(_ reason: String) -> NetworkError { .text(line: line, reason) }

  /// The next word.
  mutating func word(_ what: String) throws(NetworkError) -> String {
    guard let word = words.popFirst() else { throw error("\(what) is missing") }
    return String(word)
  }

  /// Takes the next word if it is this one.
  mutating func take(_ word: String) -> Bool {
    guard first == word else { return false }
    words.removeFirst()
    return true
  }

  /// A number from 1, or from `least`, to a million.
  mutating func count(_ what: String, least: Int = 1) throws(NetworkError) -> Int {
    try number(try word(what), what, least)
  }

  private func number(
    _ text: some StringProtocol, _ what: String, _ least: Int = 1
  ) throws(NetworkError) -> Int {
    guard let number = Int(text), least...1_000_000 ~= number else {
      throw error("‘\(text)’ is no \(what)")
    }
    return number
  }

  /// Numbers between which a character stands.
  mutating func counts(
    _ what: String, by separator: Character, least: Int = 1
  ) throws(NetworkError) -> [Int] {
    let parts = try word(what).split(separator: separator, omittingEmptySubsequences: false)
    var result: [Int] = []
    for part in parts { result.append(try number(part, what, least)) }
    return result
  }

  /// Rows and columns, such as 3x3.
  mutating func extent(_ what: String) throws(NetworkError) -> SpatialSize {
    let sides = try counts(what, by: "x")
    guard sides.count == 2 else { throw error("\(what) should be such as 3x3") }
    return SpatialSize(sides[0], sides[1])
  }

  /// Margins: one width for all sides, or four.
  mutating func margins() throws(NetworkError) -> Padding {
    let widths = try counts("margin", by: ",", least: 0)
    switch widths.count {
    case 1: return Padding(widths[0])
    case 4:
      return Padding(top: widths[0], left: widths[1], bottom: widths[2], right: widths[3])
    default: throw error("margins should be one number or four")
    }
  }

  /// Finite numbers.
  mutating func values(_ count: Int, _ what: String) throws(NetworkError) -> [Double] {
    var result: [Double] = []
    for _ in 0..<count {
      let text = try word(what)
      guard let value = Double(text), value.isFinite else { throw error("‘\(text)’ is no \(what)") }
      result.append(value)
    }
    return result
  }

  /// Nothing may be left.
  func end() throws(NetworkError) {
    if !isEmpty { throw error("‘\(first)’ is more than the line should say") }
  }
}
