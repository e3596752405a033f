// SPDX-License-Identifier: MIT

/// What the terminal can do, as far as it, its terminfo entry and the environment tell.
public struct Capabilities: Equatable, Sendable {
  /// The colors of its palette: 256, 16, 8, or 0 for none.
  public var colors = 0
  /// Whether characters beyond ASCII can be shown.
  public var isUTF8 = false
  /// Whether it answered that it draws sixel pictures.
  public var hasSixel = false
  /// Whether it answered that it draws pictures by kitty's protocol.
  public var hasKitty = false
  /// Whether it is iTerm2, which draws pictures by a protocol of its own.
  public var hasITerm = false
  /// Whether the environment says that it shows 2²⁴ colors, and its entry does not speak against it.
  public var hasTrueColor = false
  /// The sixel color registers in use, 0 when unknown.
  public var sixelRegisters = 0
  /// The most sixel color registers it can be set to, 0 when unknown.
  public var maximumSixelRegisters = 0
  /// The size of a character cell.
  public var cell = CellSize.standard
  /// Whether it holds back a frame until it is complete (private mode 2026).
  public var hasSynchronizedOutput = false
  /// Whether tmux, screen or zellij stands between the program and the terminal.
  public var isMultiplexed = false
  /// Whether the background is light, so that text must be dark.
  public var isLight = false
  /// What the terminal calls itself, for example "XTerm(379)"; empty when it does not say.
  public var name = ""
  /// The terminfo entry that describes it better than TERM does; nil for TERM's own.
  public var entry: String?
  /// Whether it answered in time; if not, its answers may still arrive between the keys.
  public var hasAnswered = false

  /// A terminal that can do nothing, to be filled in.
  public init() {}

  /// The registers a sixel picture may use once the screen is open, where they are raised to 256 if
  /// the terminal allows it: xterm starts with 16 and shows garbage for pictures of more.
  var raisedSixelRegisters: Int {
    maximumSixelRegisters >= 256 ? max(256, sixelRegisters) : sixelRegisters
  }
}

extension Capabilities {
  /// What is known before the terminal has been asked.
  init(colors: Int, isUTF8: Bool, environment: [String: String]) {
    self.colors = Self.paletteSize(of: colors)
    self.isUTF8 = isUTF8
    isMultiplexed = Self.isMultiplexed(environment)
    isLight = Self.isLight(colorFGBG: environment["COLORFGBG"])
    // COLORTERM also reaches the Linux console, whose palette is better dithered for.
    hasTrueColor = colors >= 256 && Self.isRich(environment)
    hasITerm =
      environment["TERM_PROGRAM"] == "iTerm.app" || environment["LC_TERMINAL"] == "iTerm2"
  }

  /// The same with what the terminal answered.
  func merging(_ reply: ProbeReply, columns: Int, rows: Int, pixels: CellSize?) -> Capabilities {
    var result = self
    result.hasAnswered = reply.isComplete
    result.hasSixel = reply.hasSixel
    result.hasKitty = reply.hasKitty
    // Its variables also reach another terminal that was started from it.
    result.hasITerm = reply.name.isEmpty ? hasITerm : reply.isNamed("iterm2")
    result.sixelRegisters = reply.sixelRegisters.first ?? 0
    result.maximumSixelRegisters = reply.sixelRegisters.max() ?? 0
    result.hasSynchronizedOutput = reply.hasSynchronizedOutput
    result.name = reply.name
    result.isMultiplexed = isMultiplexed || Self.multiplexers.contains(where: reply.isNamed)
    result.isLight = reply.isLight ?? isLight
    result.cell =
      reply.cell?.plausible
      ?? .dividing(reply.graphicsArea, columns: columns, rows: rows)
      ?? .dividing(reply.textArea, columns: columns, rows: rows)
      ?? .dividing(pixels, columns: columns, rows: rows)
      ?? .standard
    return result
  }

  /// The same with a better terminfo entry, if there is one.
  ///
  /// Debian's xterm and others call themselves "xterm", whose entry has 8 colors, and have 256.
  func preferring(
    _ entry: String, colors: Int, environment: [String: String]
  ) -> Capabilities {
    guard environment["TERM"] == "xterm", !isMultiplexed, colors > self.colors,
      Self.isRich(environment) || name.hasPrefix("XTerm(")
    else { return self }
    var result = self
    (result.entry, result.colors) = (entry, Self.paletteSize(of: colors))
    result.hasTrueColor = Self.isRich(environment)
    return result
  }

  private static func isRich(_ environment: [String: String]) -> Bool {
    ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? "")
  }

  private static let multiplexers = ["tmux", "screen", "zellij"]

  private static func isMultiplexed(_ environment: [String: String]) -> Bool {
    let term = environment["TERM"] ?? ""
    return ["TMUX", "STY", "ZELLIJ"].contains { !(environment[$0] ?? "").isEmpty }
      || multiplexers.contains { term.hasPrefix($0) }
  }

  /// A direct-color entry still has the palette of 256 in its first entries for most terminals, but
  /// not in terminfo's view, where they are shades of blue: eight are safe.
  private static func paletteSize(of colors: Int) -> Int {
    colors > 256 ? 8 : [256, 16, 8].first { colors >= $0 } ?? 0
  }

  /// "15;0" or "0;default;15": text and background of rxvt and those that follow it.
  private static func isLight(colorFGBG: String?) -> Bool {
    guard let last = colorFGBG?.split(separator: ";").last, let color = Int(last) else {
      return false
    }
    return color == 7 || color == 15
  }
}
