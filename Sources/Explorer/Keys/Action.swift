// SPDX-License-Identifier: MIT

/// What a key does, apart from which key it is.
public enum Action: Hashable, Sendable {
  /// Moves among controls, or among rows of a list.
  case move(Int)
  /// Turns the chosen control by so many steps.
  case turn(Int)
  /// Moves among channels.
  case channel(Int)
  /// Starts typing a number.
  case type
  /// Goes to another normalization.
  case mode(Int)
  /// Shows a view.
  case page(Page)
  /// Chooses another control of the same kind: γ, β, α, ε in turn.
  case nextControl(Int)
  /// Opens the file chooser.
  case chooseContent, chooseStyle, addStyle
  /// Takes the shown style away.
  case removeStyle
  /// Puts back the chosen control, or all of them.
  case reset, resetAll
  /// γ = 1 and β = 0, and back.
  case bare
  /// Opens the help.
  case help
  /// Accepts, goes up a folder, or closes what lies over the page.
  case accept, up, close
  /// Repaints.
  case redraw
  /// Gives the shell the terminal.
  case suspend
  /// Leaves.
  case quit
}
