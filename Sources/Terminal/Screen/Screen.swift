// SPDX-License-Identifier: MIT

import CNcurses
import Explorer
import Glibc

/// The terminal's screen, from `init` to `close`. It belongs to one thread, the only one that may
/// call curses.
///
/// A frame is drawn in two steps: curses writes the cells that changed, then the graphics pictures
/// that changed are one write more, over cells that curses keeps its hands off.
public final class Screen {
  /// What the terminal can do; the cell's size follows the window.
  public private(set) var capabilities: Capabilities
  private let errors: StandardError
  private(set) var palette: Palette
  let glyphs: DisplayableGlyphs
  var pairs: PairTable
  var graphics = GraphicsLayer()
  private var meter: CellMeter
  private var hasMouse = false
  private var isResuming = false
  private(set) var isOpen = true

  /// Opens the screen on standard input and output.
  ///
  /// - Parameters:
  ///   - capabilities: what `TerminalProbe` found out.
  ///   - isColored: false for an interface without color, as `NO_COLOR` asks for.
  /// - Throws: `TerminalError` if there is no terminal or it cannot be used.
  public init(_ capabilities: Capabilities, isColored: Bool = true) throws(TerminalError) {
    try Self.check()
    self.capabilities = capabilities
    errors = StandardError()
    crash_handler_install(STDOUT_FILENO, errors.real, errors.log)
    guard ns_open_screen(capabilities.entry) else {
      crash_handler_remove()
      errors.giveBack()
      throw .unknown(terminal: Self.term)
    }
    let colors = isColored && start_color() == OK && use_default_colors() == OK
    palette = Palette(
      colors: colors ? min(Int(ns_colors()), max(8, capabilities.colors)) : 0,
      isLight: capabilities.isLight)
    pairs = PairTable(capacity: colors ? Int(ns_color_pairs()) : 0)
    glyphs = DisplayableGlyphs(isUTF8: capabilities.isUTF8)
    meter = CellMeter(cell: capabilities.cell, window: CellMeter.Window(of: STDOUT_FILENO))
    configure()
  }

  deinit { close() }

  /// The height and width in cells.
  public var size: (rows: Int, columns: Int) { (Int(ns_rows()), Int(ns_columns())) }

  /// Whether the interface has colors.
  public var isColored: Bool { palette.colors >= 8 }

  /// Looks and listens as the person has set it.
  public func use(_ preferences: Preferences) {
    palette.theme = preferences.theme
    listenToMouse(preferences.hasMouse)
  }

  /// Makes the next frame be sent whole, as after foreign output has spoiled the screen.
  public func redraw() {
    ns_repaint_all()
    graphics.forget()
  }

  /// Takes over the window's new size. The next frame is sent whole.
  public func resized() {
    let window = CellMeter.Window(of: STDOUT_FILENO)
    if window.rows > 0, window.columns > 0 {
      resizeterm(Int32(window.rows), Int32(window.columns))
    }
    meter.measure(window)
    capabilities.cell = meter.cell
    redraw()
  }

  /// Gives the terminal back, stops the program as Control-Z does, and returns when it is continued.
  public func suspend() {
    guard isOpen else { return }
    leave()
    crash_handler_remove()
    ns_stop()
    crash_handler_install(STDOUT_FILENO, errors.real, errors.log)
    enter()
    resized()
  }

  /// Gives the terminal back as it was, and prints what was written to standard error meanwhile.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    leave()
    ns_close_screen()
    crash_handler_remove()
    errors.giveBack()
  }
}

extension Screen {
  private static var term: String { getenv("TERM").map { String(cString: $0) } ?? "" }

  private static func check() throws(TerminalError) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .notATerminal }
    var colors: Int32 = 0
    switch ns_inspect_terminal(nil, STDOUT_FILENO, &colors) {
    case NS_USABLE: break
    case NS_NO_CURSOR_MOTION: throw .noCursorMotion(terminal: term)
    default: throw .unknown(terminal: term)
    }
  }

  private func configure() {
    ns_raw_input()
    set_escdelay(25)
    curs_set(0)
    let window = ns_standard_window()
    // Scrolling or shifting cells in the terminal would take pictures along.
    scrollok(window, false)
    idlok(window, false)
    idcok(window, false)
    setSixelRegisters(isRaised: true)
  }

  private func leave() {
    if hasMouse { report(drags: false) }
    Descriptor(STDOUT_FILENO).write(GraphicsStream.deletion(of: graphics.numbers))
    graphics.forget()
    setSixelRegisters(isRaised: false)
    ns_leave_screen()
  }

  private func enter() {
    reset_prog_mode()
    curs_set(0)
    setSixelRegisters(isRaised: true)
    isResuming = true
  }

  /// After a stop curses asks for the mouse anew with the first cells that it sends, which ends the
  /// report of drags.
  func resumeMouse() {
    guard isResuming else { return }
    isResuming = false
    if hasMouse { report(drags: true) }
  }

  private func listenToMouse(_ isOn: Bool) {
    let had = hasMouse
    hasMouse = ns_listen_to_mouse(isOn) && isOn
    if hasMouse != had { report(drags: hasMouse) }
  }

  /// curses asks for presses and releases only.
  private func report(drags isOn: Bool) {
    Descriptor(STDOUT_FILENO).write(Array("\u{1B}[?1002\(isOn ? "h" : "l")".utf8))
  }

  /// xterm starts with 16 color registers, with which a picture of more colors is garbage.
  ///
  /// It answers even that, so the answer is waited for: the shell would take it for a command.
  private func setSixelRegisters(isRaised: Bool) {
    let (now, best) = (capabilities.sixelRegisters, capabilities.raisedSixelRegisters)
    guard capabilities.hasSixel, now > 0, now < best else { return }
    let request = "\u{1B}[?1;3;\(isRaised ? best : now)S" + TerminalProbe.lastQuestion
    _ = Descriptor(STDIN_FILENO).ask(request, for: .milliseconds(300))
  }
}
