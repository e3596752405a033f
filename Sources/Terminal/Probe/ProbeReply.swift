// SPDX-License-Identifier: MIT

/// What a terminal answered to the probe: bytes turned into facts.
///
/// Anything that is not an answer (keys typed ahead, garbage, an answer cut off) is passed over.
public struct ProbeReply: Equatable, Sendable {
  /// Whether the primary device attributes, asked for last, have come: nothing more will.
  public private(set) var isComplete = false
  /// Whether those attributes list sixel (4).
  public private(set) var hasSixel = false
  /// Whether it can draw a picture by kitty's protocol.
  public private(set) var hasKitty = false
  /// The counts of sixel color registers it told, in the order of the questions.
  public private(set) var sixelRegisters: [Int] = []
  /// The area for sixel graphics, exactly the text area in xterm.
  public private(set) var graphicsArea: CellSize?
  /// The text area in pixels.
  public private(set) var textArea: CellSize?
  /// A character cell in pixels.
  public private(set) var cell: CellSize?
  /// Whether mode 2026 is known and can be set.
  public private(set) var hasSynchronizedOutput = false
  /// The name and version it gave itself.
  public private(set) var name = ""
  /// Whether its background is light; nil when it did not say.
  public private(set) var isLight: Bool?

  /// The facts in some bytes that the terminal sent.
  public init(_ bytes: some Sequence<UInt8>) {
    var scanner = ControlScanner()
    for byte in bytes { scanner.feed(byte).map { take($0) } }
  }

  /// Whether the terminal's name starts like this, in any case.
  func isNamed(_ prefix: String) -> Bool { name.lowercased().hasPrefix(prefix) }

  private mutating func take(_ control: ControlScanner.Control) {
    switch control {
    case .sequence(let text, final: let final): take(sequence: text, final: final)
    case .string("P", let text) where text.hasPrefix(">|"): name = String(text.dropFirst(2))
    case .string("]", let text) where text.hasPrefix("11;"): isLight = Self.isLight(text)
    case .string("_", let text) where text.hasPrefix("G"): hasKitty = Self.isConsent(text)
    default: break
    }
  }

  private mutating func take(sequence: String, final: Character) {
    let numbers = sequence.drop { "?>=".contains($0) }
      .split(separator: ";", omittingEmptySubsequences: false)
      .map { Int($0.prefix { $0.isNumber }) ?? 0 }
    switch (sequence.first, final) {
    case ("?", "c"): (isComplete, hasSixel) = (true, numbers.dropFirst().contains(4))
    case ("?", "S"): takeGraphics(numbers)
    case ("?", "y") where sequence.hasSuffix("$") && numbers.first == 2026:
      hasSynchronizedOutput = numbers.count > 1 && [1, 2].contains(numbers[1])
    case (_, "t") where numbers.count == 3: takeSize(numbers)
    default: break
    }
  }

  /// XTSMGRAPHICS: item, status (0 is success), values.
  private mutating func takeGraphics(_ numbers: [Int]) {
    guard numbers.count > 2, numbers[1] == 0 else { return }
    if numbers[0] == 1 { sixelRegisters.append(numbers[2]) }
    if numbers[0] == 2, numbers.count > 3 {
      graphicsArea = CellSize(width: numbers[2], height: numbers[3])
    }
  }

  /// Window reports: height before width.
  private mutating func takeSize(_ numbers: [Int]) {
    let size = CellSize(width: numbers[2], height: numbers[1])
    if numbers[0] == 6 { cell = size }
    if numbers[0] == 4 { textArea = size }
  }

  /// "Gi=31;OK" to the probe's question; an error comes in the place of OK.
  private static func isConsent(_ text: String) -> Bool {
    let parts = text.dropFirst().split(separator: ";", maxSplits: 1)
    return parts.count == 2 && parts[1] == "OK"
      && parts[0].split(separator: ",").contains("i=\(TerminalProbe.kittyNumber)")
  }

  /// "11;rgb:ffff/ffff/dddd", one to four hexadecimal digits a channel.
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
