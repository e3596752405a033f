// SPDX-License-Identifier: MIT

import CNcurses
import Explorer
import Glibc

/// The terminal's screen, from `init` to `close`. It belongs to one thread, the only one that may
/// call curses.
///
/// A frame is drawn in two steps: curses writes the cells that changed, then each graphics picture
/// that changed is one write of its own over cells that curses keeps its hands off.
public final class Screen {
  /// What the terminal can do; the cell's size follows the window.
  public private(set) var capabilities: Capabilities
  private let errors: StandardError
  private let palette: Palette
  private let glyphs: GlyphSet
  private var pairs: PairTable
  private var graphics = GraphicsLayer()
  private var meter: CellMeter
  private var isOpen = true

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
    ns_crash_guard_arm(STDOUT_FILENO, errors.real, errors.log)
    guard ns_open_screen(capabilities.entry) else {
      ns_crash_guard_disarm()
      errors.giveBack()
      throw .unknown(terminal: Self.term)
    }
    let colors = isColored && start_color() == OK && use_default_colors() == OK
    palette = Palette(
      colors: colors ? min(Int(ns_colors()), max(8, capabilities.colors)) : 0,
      isLight: capabilities.isLight)
    pairs = PairTable(capacity: colors ? Int(ns_color_pairs()) : 0)
    glyphs = GlyphSet(isUTF8: capabilities.isUTF8)
    meter = CellMeter(cell: capabilities.cell, window: CellMeter.Window(of: STDOUT_FILENO))
    configure()
  }

  deinit { close() }

  /// The height and width in cells.
  public var size: (rows: Int, columns: Int) { (Int(ns_rows()), Int(ns_columns())) }

  /// Shows a frame. Only what differs from the frame before is sent.
  public func draw(_ canvas: Canvas) {
    guard isOpen else { return }
    if (canvas.rows, canvas.columns) != size { werase(ns_standard_window()) }
    for row in 0..<min(canvas.rows, size.rows) { put(canvas, row: row) }
    let plan = graphics.plan(
      canvas.isCovered ? [] : canvas.placements, rows: size.rows, columns: size.columns)
    for rows in plan.redrawn {
      wredrawln(ns_standard_window(), Int32(rows.lowerBound), Int32(rows.count))
    }
    wnoutrefresh(ns_standard_window())
    doupdate()
    for placement in plan.sent { send(placement) }
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
    ns_crash_guard_disarm()
    ns_stop()
    ns_crash_guard_arm(STDOUT_FILENO, errors.real, errors.log)
    enter()
    resized()
  }

  /// Gives the terminal back as it was, and prints what was written to standard error meanwhile.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    leave()
    ns_close_screen()
    ns_crash_guard_disarm()
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
    setSixelRegisters(isRaised: false)
    endwin()
  }

  private func enter() {
    reset_prog_mode()
    curs_set(0)
    setSixelRegisters(isRaised: true)
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

extension Screen {
  /// Hands a row to curses, a run of one ink at a time.
  private func put(_ canvas: Canvas, row: Int) {
    let end = min(canvas.columns, size.columns)
    var start = 0
    while start < end {
      let ink = canvas[row, start].ink
      var next = start
      var run: [UInt32] = []
      while next < end, canvas[row, next].ink == ink {
        let isWide = next + 1 < end && canvas[row, next + 1].glyph == "\0"
        append(canvas[row, next].glyph, isWide: isWide, to: &run)
        next += isWide ? 2 : 1
      }
      put(run, ink, row: row, column: start)
      start = next
    }
  }

  /// Adds a glyph, followed by a blank where its stand-in is narrower.
  private func append(_ glyph: Unicode.Scalar, isWide: Bool, to run: inout [UInt32]) {
    let shown = glyphs.shown(glyph == "\0" ? " " : glyph, isWide: isWide)
    run.append(shown)
    if isWide, shown < 0x80 { run.append(0x20) }
  }

  private func put(_ run: [UInt32], _ ink: Ink, row: Int, column: Int) {
    var look = palette.look(ink)
    // Without U+00A0, an attribute keeps curses from erasing the cells behind a picture.
    if ink == .reserved, !glyphs.isUTF8 { look.attributes = .invisible }
    let slot = pairs.slot(look)
    if slot.isNew { tell(slot, look) }
    if slot.isSwapped { look.attributes.formSymmetricDifference(.reverse) }
    ns_put_run(
      Int32(row), Int32(column), run, Int32(run.count), look.attributes.rawValue, Int32(slot.pair))
  }

  private func tell(_ slot: PairTable.Slot, _ look: Look) {
    let colors = [look.foreground, look.background].map { $0.map(Int32.init) ?? -1 }
    init_extended_pair(
      Int32(slot.pair), colors[slot.isSwapped ? 1 : 0], colors[slot.isSwapped ? 0 : 1])
  }

  /// Sends a picture in one write, with the cursor where curses left it afterwards.
  private func send(_ placement: Placement) {
    guard case .sixel(let picture) = placement.raster.payload else { return }
    let isHeld = capabilities.hasSynchronizedOutput
    let place = "\u{1B}7\u{1B}[\(placement.rect.row + 1);\(placement.rect.column + 1)H"
    var bytes = Array(((isHeld ? "\u{1B}[?2026h" : "") + place).utf8)
    bytes += picture
    bytes += Array(("\u{1B}8" + (isHeld ? "\u{1B}[?2026l" : "")).utf8)
    Descriptor(STDOUT_FILENO).write(bytes)
  }
}
