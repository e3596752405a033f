// SPDX-License-Identifier: MIT

import CNcurses
import Explorer
import Glibc
import SystemPackage

/// The terminal's screen, open from `init` to `close()`. Used on one thread, the only one that
/// calls curses.
///
/// A frame is drawn in two steps: curses writes the changed cells, then one write sends the changed
/// graphics over cells that curses does not touch.
public final class Screen {
  /// Capabilities of the terminal. The cell size is updated when the window changes.
  public private(set) var capabilities: Capabilities
  private let standardError: StandardErrorRedirection
  private(set) var palette: Palette
  let glyphs: GlyphFallback
  var pairs: ColorPairTable
  var graphics = GraphicsLayer()
  private var cellSize: CellSizeTracker
  private var hasMouse = false
  private var isResuming = false
  private(set) var isOpen = true

  /// Opens the screen on standard input and output.
  ///
  /// - Parameters:
  ///   - capabilities: result of `TerminalProbe`.
  ///   - isColored: false to disable colors (`NO_COLOR`).
  public init(_ capabilities: Capabilities, isColored: Bool = true) throws(TerminalError) {
    try Self.check()
    self.capabilities = capabilities
    standardError = StandardErrorRedirection()
    standardError.installCrashHandler()
    guard ns_open_screen(capabilities.entry) else {
      crash_handler_remove()
      standardError.restore()
      throw .unknown(terminal: Self.term)
    }
    let colors = isColored && start_color() == OK && use_default_colors() == OK
    palette = Palette(
      colors: colors ? min(Int(ns_colors()), max(8, capabilities.colors)) : 0,
      isLight: capabilities.isLight)
    pairs = ColorPairTable(capacity: colors ? Int(ns_color_pairs()) : 0)
    glyphs = GlyphFallback(isUTF8: capabilities.isUTF8)
    cellSize = CellSizeTracker(cell: capabilities.cell, window: WindowSize(of: STDOUT_FILENO))
    configure()
  }

  deinit { close() }

  /// Height and width in cells.
  public var size: (rows: Int, columns: Int) { (Int(ns_rows()), Int(ns_columns())) }

  /// Whether colors are used.
  public var isColored: Bool { palette.colors >= 8 }

  /// Applies the theme and mouse preferences.
  public func use(_ preferences: Preferences) {
    palette.theme = preferences.theme
    listenToMouse(preferences.hasMouse)
  }

  /// Marks the screen as unknown, for example after output of another program. The next frame is
  /// sent completely.
  public func redraw() {
    ns_repaint_all()
    graphics.invalidate()
  }

  /// Updates the size after the window changed. The next frame is sent completely.
  public func resized() {
    let window = WindowSize(of: STDOUT_FILENO)
    if window.rows > 0, window.columns > 0 {
      resizeterm(Int32(window.rows), Int32(window.columns))
    }
    cellSize.update(window)
    capabilities.cell = cellSize.cell
    redraw()
  }

  /// Restores the terminal, stops the process as Control-Z does, and returns when it is continued.
  public func suspend() {
    guard isOpen else { return }
    leave()
    crash_handler_remove()
    ns_stop()
    standardError.installCrashHandler()
    enter()
    resized()
  }

  /// Restores the terminal and prints messages that were written to standard error while it was
  /// open.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    leave()
    ns_close_screen()
    crash_handler_remove()
    standardError.restore()
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
    // Scrolling or shifting cells in the terminal would move pictures.
    scrollok(window, false)
    idlok(window, false)
    idcok(window, false)
    setSixelRegisters(isRaised: true)
  }

  private func leave() {
    if hasMouse { report(drags: false) }
    FileDescriptor.standardOutput.send(GraphicsStream.deletion(of: graphics.imageIDs))
    graphics.invalidate()
    setSixelRegisters(isRaised: false)
    ns_leave_screen()
  }

  private func enter() {
    reset_prog_mode()
    curs_set(0)
    setSixelRegisters(isRaised: true)
    isResuming = true
  }

  /// After a stop, curses enables the mouse again with the first output, which disables drag
  /// reports.
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

  /// Enables or disables drag reports. curses enables only presses and releases.
  private func report(drags isOn: Bool) {
    FileDescriptor.standardOutput.send(Array("\u{1B}[?1002\(isOn ? "h" : "l")".utf8))
  }

  /// Raises or restores the number of sixel color registers. xterm starts with 16, with which
  /// pictures with more colors are displayed incorrectly.
  ///
  /// The terminal replies to this request. The reply must be read, or the shell would execute it.
  private func setSixelRegisters(isRaised: Bool) {
    let (initial, raised) = (capabilities.sixelRegisters, capabilities.raisedSixelRegisters)
    guard capabilities.hasSixel, initial > 0, initial < raised else { return }
    let request = "\u{1B}[?1;3;\(isRaised ? raised : initial)S" + TerminalProbe.finalQuery
    _ = FileDescriptor.standardInput.query(request, timeout: .milliseconds(300))
  }
}
