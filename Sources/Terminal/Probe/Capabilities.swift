// SPDX-License-Identifier: MIT

/// Capabilities of the terminal, from its replies, its terminfo entry and the environment.
public struct Capabilities: Equatable, Sendable {
  /// Palette size: 256, 16, 8, or 0 for no color.
  public var colors = 0
  /// Whether the locale uses UTF-8.
  public var isUTF8 = false
  /// Whether it reported sixel graphics.
  public var hasSixel = false
  /// Whether it reported the kitty graphics protocol.
  public var hasKitty = false
  /// Whether it is iTerm2, which supports inline images.
  public var hasITerm = false
  /// Whether the environment reports 24-bit color and the terminfo entry has at least 256 colors.
  public var hasTrueColor = false
  /// Current number of sixel color registers; 0 if unknown.
  public var sixelRegisters = 0
  /// Maximum number of sixel color registers; 0 if unknown.
  public var maximumSixelRegisters = 0
  /// Size of a character cell.
  public var cell = CellSize.standard
  /// Whether it supports synchronized output (private mode 2026).
  public var hasSynchronizedOutput = false
  /// Whether the program runs in tmux, screen or zellij.
  public var isMultiplexed = false
  /// Whether the background is light.
  public var isLight = false
  /// Reported name and version, for example "XTerm(379)"; empty if unknown.
  public var name = ""
  /// Terminfo entry to use in place of TERM's; nil for TERM's.
  public var entry: String?
  /// Whether all replies arrived in time. If not, they may still arrive between keys.
  public var hasReplied = false

  /// Creates a terminal without capabilities.
  public init() {}

  /// Number of sixel registers while the screen is open. They are raised to 256 if possible: xterm
  /// starts with 16 and displays pictures with more colors incorrectly.
  var raisedSixelRegisters: Int {
    maximumSixelRegisters >= 256 ? max(256, sixelRegisters) : sixelRegisters
  }
}

extension Capabilities {
  /// Capabilities that are known without querying the terminal.
  init(colors: Int, isUTF8: Bool, environment: [String: String]) {
    self.colors = Self.paletteSize(of: colors)
    self.isUTF8 = isUTF8
    isMultiplexed = Self.isMultiplexed(environment)
    isLight = Self.isLight(colorFGBG: environment["COLORFGBG"])
    // COLORTERM may also be set on the Linux console, where dithering to the palette is better.
    hasTrueColor = colors >= 256 && Self.hasTrueColorVariable(environment)
    hasITerm =
      environment["TERM_PROGRAM"] == "iTerm.app" || environment["LC_TERMINAL"] == "iTerm2"
  }

  /// Returns the capabilities updated with the terminal's replies.
  func merging(_ reply: ProbeReply, columns: Int, rows: Int, pixels: CellSize?) -> Capabilities {
    var result = self
    result.hasReplied = reply.isComplete
    result.hasSixel = reply.hasSixel
    result.hasKitty = reply.hasKitty
    // Another terminal started from iTerm2 inherits its variables.
    result.hasITerm = reply.name.isEmpty ? hasITerm : reply.isNamed("iterm2")
    result.sixelRegisters = reply.sixelRegisters.first ?? 0
    result.maximumSixelRegisters = reply.sixelRegisters.max() ?? 0
    result.hasSynchronizedOutput = reply.hasSynchronizedOutput
    result.name = reply.name
    result.isMultiplexed = isMultiplexed || Self.multiplexers.contains(where: reply.isNamed)
    result.isLight = reply.isLight ?? isLight
    result.cell = Self.cell(reply, columns: columns, rows: rows, window: pixels)
    return result
  }

  /// Returns the size of a cell, from the most precise reply to the least. xterm reports the area for
  /// sixels without its border, but limits it to `maxGraphicSize` (default: 1000×1000).
  private static func cell(
    _ reply: ProbeReply, columns: Int, rows: Int, window: CellSize?
  ) -> CellSize {
    let graphicsArea = reply.graphicsArea.flatMap { $0.isTextArea(of: window) ? $0 : nil }
    let areas = [graphicsArea, reply.textArea, window, reply.graphicsArea]
    return reply.cell?.plausible
      ?? areas.lazy.compactMap { CellSize.dividing($0, columns: columns, rows: rows) }.first
      ?? .standard
  }

  /// Returns the capabilities with a better terminfo entry if it applies.
  ///
  /// Debian's xterm and others set TERM to "xterm", whose entry has 8 colors, but support 256.
  func preferring(
    _ entry: String, colors: Int, environment: [String: String]
  ) -> Capabilities {
    guard environment["TERM"] == "xterm", !isMultiplexed, colors > self.colors,
      Self.hasTrueColorVariable(environment) || name.hasPrefix("XTerm(")
    else { return self }
    var result = self
    (result.entry, result.colors) = (entry, Self.paletteSize(of: colors))
    result.hasTrueColor = Self.hasTrueColorVariable(environment)
    return result
  }

  private static func hasTrueColorVariable(_ environment: [String: String]) -> Bool {
    ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? "")
  }

  private static let multiplexers = ["tmux", "screen", "zellij"]

  private static func isMultiplexed(_ environment: [String: String]) -> Bool {
    let term = environment["TERM"] ?? ""
    return ["TMUX", "STY", "ZELLIJ"].contains { !(environment[$0] ?? "").isEmpty }
      || multiplexers.contains { term.hasPrefix($0) }
  }

  /// Maps terminfo's number of colors to a palette size. In a direct-color entry (more than 256)
  /// only the first eight are palette colors.
  private static func paletteSize(of colors: Int) -> Int {
    colors > 256 ? 8 : [256, 16, 8].first { colors >= $0 } ?? 0
  }

  /// Parses "15;0" or "0;default;15": foreground and background as set by rxvt and others.
  private static func isLight(colorFGBG: String?) -> Bool {
    guard let last = colorFGBG?.split(separator: ";").last, let color = Int(last) else {
      return false
    }
    return color == 7 || color == 15
  }
}
