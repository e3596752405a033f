// SPDX-License-Identifier: MIT

import Explorer

/// What the explorer starts with.
struct Start {
  /// What is computed and shown.
  var session: Session
  /// What a reset goes back to.
  let initial: Setup
  /// How it looks and listens.
  var settings = Settings()
  /// The styles that the person has added to the bank.
  var styles: [BankRow] = []
  /// A sentence on how this came about.
  var notice: String?

  /// A start with a setup and nothing else.
  init(_ setup: Setup) { (session, initial) = (Session(setup: setup), setup) }

  /// The state of a terminal that has just been opened.
  func state(size: ScreenSize, lettering: Lettering) -> State {
    var state = State(resuming: session, initial: initial, size: size, lettering: lettering)
    (state.settings, state.notice) = (settings, notice)
    state.bank += styles
    return state
  }
}
