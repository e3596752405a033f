// SPDX-License-Identifier: MIT

import Explorer
import Foundation
import Terminal

/// The one thread that owns the state and the screen: it waits, drains, updates, and draws.
final class EventLoop {
  private(set) var state: State
  private let screen: Screen
  private let keyboard: Keyboard
  private let signals: SignalPipe
  private let inbox: Inbox
  private let worker: Worker
  private let learner: StyleLearner
  private let graphics: GraphicsChoice
  private let sessionStore: SessionStore?
  /// When `rested` is to be said, and for which revision.
  private var rest: (time: ContinuousClock.Instant, revision: Int)?
  /// When `labReloadDue` is to be said.
  private var watch: ContinuousClock.Instant?
  private var isRunning = true
  private var shown: Canvas?

  /// How long nothing may be turned before the fine picture is made.
  private static let pause = Duration.milliseconds(120)
  /// How long curves that grow are left alone.
  private static let labPause = Duration.seconds(5)

  init(
    state: State, screen: Screen, signals: SignalPipe, inbox: Inbox, worker: Worker,
    learner: StyleLearner, graphics: GraphicsChoice, sessionStore: SessionStore? = nil
  ) {
    (self.state, self.screen, self.signals) = (state, screen, signals)
    (self.inbox, self.worker, self.graphics) = (inbox, worker, graphics)
    self.learner = learner
    self.sessionStore = sessionStore
    keyboard = Keyboard(screen)
  }

  /// Asks for the first frame and shows the screen without it.
  func start() {
    screen.use(state.preferences)
    sessionStore?.begin(state)
    carryOut(state.start())
    draw()
  }

  /// Runs until the person leaves, the terminal goes away, or `isGoing` is false.
  func run(while isGoing: (State) -> Bool = { _ in true }) {
    while isRunning && isGoing(state) {
      wait()
      // Drawing first makes the screen follow the key without waiting for the disk.
      draw()
      save()
    }
  }

  /// Saves what has changed. A problem is displayed at once.
  private func save() {
    guard let problem = sessionStore?.keep(state) else { return }
    send(.notice(problem))
    draw()
  }

  private func draw() {
    let canvas = view(state)
    guard canvas != shown else { return }
    screen.draw(canvas)
    shown = canvas
  }

  /// Waits for a key, a message, a signal or the end of a rest, and takes in all there is.
  private func wait() {
    var ends = [STDIN_FILENO, inbox.descriptor, signals.descriptor].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    poll(&ends, nfds_t(ends.count), timeout)
    for signal in signals.read() { take(signal) }
    for message in keyboard.read() where isRunning { send(message) }
    // What comes after the last key stays there: an export that has ended is still told of.
    if isRunning { for message in inbox.take() { send(message) } }
    if let due = rest, due.time <= .now {
      rest = nil
      send(.idle(revision: due.revision))
    }
    if let due = watch, due <= .now {
      watch = nil
      send(.labReloadDue)
    }
    if ends[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { isRunning = false }
  }

  private var timeout: Int32 {
    guard let next = [rest?.time, watch].compactMap({ $0 }).min() else { return -1 }
    return Int32(max(0, (next - .now) / .milliseconds(1)) + 1)
  }

  private func send(_ message: Message) { carryOut(state.update(message)) }

  private func carryOut(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .compute, .previewFile, .listFolder, .export, .listNetworks, .loadLab, .openNetwork:
        worker.take(effect)
      case .scheduleLabReload: watch = .now + Self.labPause
      case .learn(let job): learner.teach(job)
      case .stopLearning: learner.stop()
      case .notifyWhenIdle(let revision): rest = (.now + Self.pause, revision)
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
