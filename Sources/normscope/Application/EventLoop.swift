// SPDX-License-Identifier: MIT

import Explorer
import Foundation
import Terminal

/// Main loop of the explorer, on the main thread, which alone accesses the state and the screen:
/// waits for input, updates the state and draws.
final class EventLoop {
  private(set) var state: ExplorerState
  private let screen: Screen
  private let keyboard: Keyboard
  private let signals: SignalPipe
  private let inbox: Inbox
  private let worker: Worker
  private let learner: BackgroundStyleTrainer
  private let graphics: GraphicsChoice
  private let sessionStore: SessionStore?
  /// When `idle` is sent, and for which revision.
  private var idle: (time: ContinuousClock.Instant, revision: Int)?
  /// When `labReloadDue` is sent.
  private var labReload: ContinuousClock.Instant?
  private var isRunning = true
  private var shown: Canvas?

  /// Time without a change after which the picture is rendered in fine quality.
  private static let idleDelay = Duration.milliseconds(120)
  /// Time between two reads of growing loss curves.
  private static let labPause = Duration.seconds(5)

  init(
    state: ExplorerState, screen: Screen, signals: SignalPipe, inbox: Inbox, worker: Worker,
    learner: BackgroundStyleTrainer, graphics: GraphicsChoice, sessionStore: SessionStore? = nil
  ) {
    (self.state, self.screen, self.signals) = (state, screen, signals)
    (self.inbox, self.worker, self.graphics) = (inbox, worker, graphics)
    self.learner = learner
    self.sessionStore = sessionStore
    keyboard = Keyboard(screen)
  }

  /// Requests the first frame and draws the screen without it.
  func start() {
    screen.use(state.preferences)
    sessionStore?.begin(state)
    carryOut(state.start())
    draw()
  }

  /// Runs until the user quits, the terminal is closed, or `condition` is false.
  func run(while condition: (ExplorerState) -> Bool = { _ in true }) {
    while isRunning && condition(state) {
      wait()
      // Drawing comes first so that the response to a key does not wait for the disk.
      draw()
      save()
    }
  }

  /// Saves changes. An error is displayed immediately.
  private func save() {
    guard let problem = sessionStore?.save(state) else { return }
    send(.notice(problem))
    draw()
  }

  private func draw() {
    let canvas = view(state)
    guard canvas != shown else { return }
    screen.draw(canvas)
    shown = canvas
  }

  /// Waits for a key, a message, a signal or a timer, and processes everything that has arrived.
  private func wait() {
    var ends = [STDIN_FILENO, inbox.descriptor, signals.descriptor].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    poll(&ends, nfds_t(ends.count), timeout)
    for signal in signals.read() { take(signal) }
    for message in keyboard.read() where isRunning { send(message) }
    // After quitting, messages stay in the inbox: `ExplorerApplication.finish` reports completed
    // exports.
    if isRunning { for message in inbox.take() { send(message) } }
    if let due = idle, due.time <= .now {
      idle = nil
      send(.idle(revision: due.revision))
    }
    if let due = labReload, due <= .now {
      labReload = nil
      send(.labReloadDue)
    }
    if ends[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { isRunning = false }
  }

  private var timeout: Int32 {
    guard let next = [idle?.time, labReload].compactMap({ $0 }).min() else { return -1 }
    return Int32(max(0, (next - .now) / .milliseconds(1)) + 1)
  }

  private func send(_ message: Message) { carryOut(state.update(message)) }

  private func carryOut(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .compute, .previewFile, .listFolder, .listTensors, .export, .listNetworks, .loadLab,
        .openNetwork:
        worker.take(effect)
      case .scheduleLabReload: labReload = .now + Self.labPause
      case .learn(let job): learner.start(job)
      case .stopLearning: learner.stop()
      case .notifyWhenIdle(let revision): idle = (.now + Self.idleDelay, revision)
      case .preferences(let preferences): use(preferences)
      case .redraw: redraw()
      case .suspend: suspend()
      case .quit: isRunning = false
      }
    }
  }

  private func take(_ signal: Int32) {
    switch signal {
    case SIGWINCH: resize()
    case SIGCONT: redraw()
    case SIGTSTP: suspend()
    default: isRunning = false
    }
  }

  private func use(_ preferences: Preferences) {
    screen.use(preferences)
    shown = nil
  }

  private func redraw() {
    screen.redraw()
    shown = nil
  }

  private func suspend() {
    screen.suspend()
    shown = nil
    resize()
  }

  private func resize() {
    screen.resized()
    worker.use(
      graphics.mode(on: screen.capabilities, environment: ProcessInfo.processInfo.environment))
    shown = nil
    send(.resized(ScreenSize(rows: screen.size.rows, columns: screen.size.columns)))
  }
}
