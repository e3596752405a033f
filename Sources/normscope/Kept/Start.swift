// SPDX-License-Identifier: MIT

import Explorer
import Settings

/// What the explorer starts with.
struct Start {
  /// What is computed and shown.
  var session: Session
  /// What a reset goes back to.
  let initial: RenderSettings
  /// How it looks and listens.
  var preferences = Preferences()
  /// The styles that the person has added to the bank.
  var styles: [StyleBankEntry] = []
  /// A sentence on how this came about.
  var notice: String?

  /// A start with a setup and nothing else.
  init(_ settings: RenderSettings) { (session, initial) = (Session(settings: settings), settings) }

  /// The state of a terminal that has just been opened.
  func state(size: ScreenSize, glyphs: GlyphSet) -> State {
    var state = State(resuming: session, initial: initial, size: size, glyphs: glyphs)
    (state.preferences, state.notice) = (preferences, notice)
    state.bank += styles
    return state
  }
}
