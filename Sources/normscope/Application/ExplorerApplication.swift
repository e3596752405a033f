// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Foundation
import Normalization
import Stylization
import Terminal

/// The connected parts of the explorer: screen, worker, style learner and event loop.
struct ExplorerApplication {
  /// The screen. `finish` closes it.
  let screen: Screen
  /// The event loop. The caller starts and runs it.
  let loop: EventLoop
  private let worker: Worker
  private let learner: BackgroundStyleTrainer
  private let inbox: Inbox

  /// Opens the screen on standard input and output and starts the worker.
  ///
  /// - Parameter signals: created before any thread starts or the terminal is queried.
  /// - Throws: `TerminalError` if there is no usable terminal.
  init(
    pipeline: Pipeline, start: StartupState, sessionStore: SessionStore? = nil, styles: [String],
    lab: LabReader, graphics: GraphicsChoice, signals: SignalPipe, capabilities: Capabilities,
    environment: [String: String]
  ) throws {
    let isColored = (environment["NO_COLOR"] ?? "").isEmpty
    screen = try Screen(capabilities, isColored: isColored)
    let frameRenderer = FrameRenderer(
      pipeline: pipeline, encoder: PictureEncoder(isLightBackground: capabilities.isLight),
      cell: screen.capabilities.cell)
    inbox = try Inbox()
    worker = Worker(
      frameRenderer: frameRenderer,
      mode: graphics.mode(on: screen.capabilities, environment: environment),
      inbox: inbox,
      exporter: Exporter(
        folder: Folder.current, appearance: screen.appearance),
      lab: lab)
    worker.start()
    learner = BackgroundStyleTrainer(
      photographs: pipeline.photographs, worker: worker, inbox: inbox)
    var state = start.explorerState(
      size: ScreenSize(rows: screen.size.rows, columns: screen.size.columns),
      glyphs: screen.capabilities.isUTF8 ? .unicode : .ascii)
    state.hasColor = screen.isColored
    state.bank = styles.map { StyleBankEntry(path: $0, isUserAdded: false) } + state.bank
    if pipeline.photographs.isEmpty, state.notice == nil {
      state.notice = "bundled pictures not found; press c and s to choose pictures"
    }
    loop = EventLoop(
      state: state, screen: screen, signals: signals, inbox: inbox, worker: worker,
      learner: learner, graphics: graphics, sessionStore: sessionStore)
  }

  /// Closes the screen, completes exports, stops and saves a style that is being learned, and
  /// prints the results of both on standard error.
  func finish() {
    screen.close()
    learner.finish()
    worker.finish()
    for message in inbox.take() {
      switch message {
      case .notice(let text), .learning(.ended(let text)):
        StandardError.report(text.printable)
      default: break
      }
    }
  }
}
