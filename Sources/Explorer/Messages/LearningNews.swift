// SPDX-License-Identifier: MIT

import Settings

/// What the thread that teaches a network has to say.
public enum LearningNews: Equatable, Sendable {
  /// The network has a row more from now on, and so many steps are planned.
  case begun(NetworkSummary, steps: Int)
  /// A step is done. - Parameter showsRow: whether frames show the row as it is now.
  case stepped(StyleLosses, secondsLeft: Int, showsRow: Bool)
  /// It is over, whatever the reason; a sentence says what became of it.
  case ended(String)
}
