// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Foundation
import Normalization
import Stylization
import Terminal

/// The explorer's parts, put together in the order in which they need each other.
struct ExplorerSession {
  /// The screen, to be closed at the end.
  let screen: Screen
  /// The loop, to be started and run.
  let loop: EventLoop
  private let worker: Worker
  private let learner: StyleLearner
  private let inbox: Inbox

  /// Opens the screen on standard input and output and starts the worker.
  ///
  /// `signals` are made by the caller before anything that starts a thread or asks the terminal.
  /// - Throws: `TerminalError` where there is no usable terminal.
  init(
    pipeline: Pipeline, start: Start, sessionStore: SessionStore? = nil, styles: [String],
    lab: LabReader,
    graphics: GraphicsChoice, signals: SignalPipe, capabilities: Capabilities,
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
        folder: FileManager.default.currentDirectoryPath, look: screen.appearance),
      lab: lab)
    worker.start()
    learner = StyleLearner(photographs: pipeline.photographs, worker: worker, inbox: inbox)
    var state = start.state(
      size: ScreenSize(rows: screen.size.rows, columns: screen.size.columns),
      glyphs: screen.capabilities.isUTF8 ? .unicode : .ascii)
    state.hasColor = screen.isColored
    state.bank = styles.map { StyleBankEntry(path: $0, isUserAdded: false) } + state.bank
    if pipeline.photographs.isEmpty, state.notice == nil {
      state.notice = "bundled pictures not found; press c and s to choose your own"
    }
    loop = EventLoop(
      state: state, screen: screen, signals: signals, inbox: inbox, worker: worker,
      learner: learner, graphics: graphics, sessionStore: sessionStore)
  }

  /// Closes the screen, waits for exports and for a style that is being learned, which is kept as it is,
  /// and says on standard error what became of them.
  func finish() {
    screen.close()
    learner.finish()
    worker.finishExports()
    for message in inbox.take() {
      switch message {
      case .notice(let sentence), .learning(.ended(let sentence)):
        StandardError.print("normscope: \(sentence.printable)")
      default: break
      }
    }
  }
}
