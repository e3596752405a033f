// SPDX-License-Identifier: MIT

/// Parsed replies of a terminal to the probe's queries.
///
/// Anything else (keys, garbage, incomplete replies) is ignored.
public struct ProbeReply: Equatable, Sendable {
  /// Whether the reply to the final query (primary device attributes) has arrived.
  public private(set) var isComplete = false
  /// Whether the device attributes contain 4 (sixel).
  public private(set) var hasSixel = false
  /// Whether the kitty graphics protocol is supported.
  public private(set) var hasKitty = false
  /// Reported numbers of sixel color registers, in the order of the queries.
  public private(set) var sixelRegisters: [Int] = []
  /// Size of the sixel area in pixels; equals the text area in xterm.
  public private(set) var graphicsArea: CellSize?
  /// Size of the text area in pixels.
  public private(set) var textArea: CellSize?
  /// Size of a character cell.
  public private(set) var cell: CellSize?
  /// Whether synchronized output (mode 2026) is supported.
  public private(set) var hasSynchronizedOutput = false
  /// Name and version (XTVERSION).
  public private(set) var name = ""
  /// Whether the background is light; nil if unknown.
  public private(set) var isLight: Bool?

  /// Parses bytes sent by the terminal.
  public init(_ bytes: some Sequence<UInt8>) {
    var parser = ControlSequenceParser()
    for byte in bytes { parser.feed(byte).map { parse($0) } }
  }

  /// Returns whether the lowercased name has a prefix.
  func isNamed(_ prefix: String) -> Bool { name.lowercased().hasPrefix(prefix) }

  private mutating func parse(_ element: ControlSequenceParser.Element) {
    switch element {
    case .sequence(let text, final: let final): parse(sequence: text, final: final)
    case .string("P", let text) where text.hasPrefix(">|"): name = String(text.dropFirst(2))
    case .string("]", let text) where text.hasPrefix("11;"): isLight = Self.isLight(text)
    case .string("_", let text) where text.hasPrefix("G"): hasKitty = Self.isKittySupported(text)
    default: break
    }
  }

  private mutating func parse(sequence: String, final: Character) {
    let numbers = sequence.drop { "?>=".contains($0) }
      .split(separator: ";", omittingEmptySubsequences: false)
      .map { Int($0.prefix { $0.isNumber }) ?? 0 }
    switch (sequence.first, final) {
    case ("?", "c"): (isComplete, hasSixel) = (true, numbers.dropFirst().contains(4))
    case ("?", "S"): parseGraphics(numbers)
    case ("?", "y") where sequence.hasSuffix("$") && numbers.first == 2026:
      hasSynchronizedOutput = numbers.count > 1 && [1, 2].contains(numbers[1])
    case (_, "t") where numbers.count == 3: parseSize(numbers)
    default: break
    }
  }

  /// XTSMGRAPHICS: item, status (0 = success), values.
  private mutating func parseGraphics(_ numbers: [Int]) {
    guard numbers.count > 2, numbers[1] == 0 else { return }
    if numbers[0] == 1 { sixelRegisters.append(numbers[2]) }
    if numbers[0] == 2, numbers.count > 3 {
      graphicsArea = CellSize(width: numbers[2], height: numbers[3])
    }
  }

  /// Window reports, height before width.
  private mutating func parseSize(_ numbers: [Int]) {
    let size = CellSize(width: numbers[2], height: numbers[1])
    if numbers[0] == 6 { cell = size }
    if numbers[0] == 4 { textArea = size }
  }

  /// Whether a kitty reply is "Gi=31;OK". Errors have another text after the semicolon.
  private static func isKittySupported(_ text: String) -> Bool {
    let parts = text.dropFirst().split(separator: ";", maxSplits: 1)
    return parts.count == 2 && parts[1] == "OK"
      && parts[0].split(separator: ",").contains("i=\(TerminalProbe.kittyQueryID)")
  }

  /// Parses "11;rgb:ffff/ffff/dddd", with one to four hexadecimal digits per channel.
  private static func isLight(_ text: String) -> Bool? {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let channels = text[text.index(after: colon)...].split(separator: "/").prefix(3)
    let levels = channels.compactMap { channel -> Double? in
      guard let value = Int(channel, radix: 16), (1...4).contains(channel.count) else { return nil }
      return Double(value) / Double(1 << (4 * channel.count) - 1)
    }
    guard levels.count == 3 else { return nil }
    return 0.2126 * levels[0] + 0.7152 * levels[1] + 0.0722 * levels[2] > 0.5
  }
}
