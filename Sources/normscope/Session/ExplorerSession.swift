// SPDX-License-Identifier: MIT

import Explorer
import Terminal

/// The explorer's parts, put together in the order in which they need each other.
struct ExplorerSession {
  /// The screen, to be closed at the end.
  let screen: Screen
  /// The loop, to be started and run.
  let loop: EventLoop

  /// Opens the screen on standard input and output and starts the worker.
  ///
  /// `signals` are made by the caller before anything that starts a thread or asks the terminal.
  /// - Throws: `TerminalError` where there is no usable terminal.
  init(
    studio: Studio, setup: Setup, styles: [String], graphics: GraphicsChoice, signals: SignalPipe,
    capabilities: Capabilities, environment: [String: String]
  ) throws {
    let isColored = (environment["NO_COLOR"] ?? "").isEmpty
    screen = try Screen(capabilities, isColored: isColored)
    let desk = Desk(
      studio: studio, encoder: PictureEncoder(isOnLight: capabilities.isLight),
      cell: screen.capabilities.cell)
    let inbox = try Inbox()
    let worker = Worker(
      desk: desk, mode: graphics.mode(on: screen.capabilities, environment: environment),
      inbox: inbox)
    worker.start()
    var state = State(
      setup: setup, size: ScreenSize(rows: screen.size.rows, columns: screen.size.columns),
      lettering: screen.capabilities.isUTF8 ? .unicode : .ascii)
    state.bank = styles.map { BankRow(path: $0, isOwn: false) }
    if studio.photographs.isEmpty {
      state.notice = "the pictures that come along were not found: c and s choose your own"
    }
    loop = EventLoop(
      state: state, screen: screen, signals: signals, inbox: inbox, worker: worker,
      graphics: graphics)
  }
}
