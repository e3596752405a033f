// SPDX-License-Identifier: MIT

import Pictures
import Settings

/// What a key does, apart from which key it is.
public enum Action: Hashable, Sendable {
  /// Moves among controls, or among rows of a list.
  case move(Int)
  /// Turns the chosen control by so many steps.
  case adjust(Int)
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
  case identityAffine
  /// Opens the help.
  case help
  /// Accepts, goes up a folder, or closes what lies over the page.
  case accept, up, close
  /// Takes the last change back, or makes it again.
  case undo, redo
  /// Shows the content in the result's place, and back.
  case before
  /// Marks a file in the chooser, or no more.
  case mark
  /// Adds pictures to the batch, takes the one under the cursor away, puts the batch back.
  case addToBatch, removeFromBatch, resetBatch
  /// Moves among the rows of a wall of pictures, or by as many as are shown.
  case rows(Int), screens(Int)
  /// One range of grey for all maps, and back to one each.
  case commonGrayRange
  /// Puts the deviations of the Scatter page on a logarithmic axis, and back.
  case logarithm
  /// Equalizes the content's luma, and back.
  case equalize
  /// Chooses a normalization or a space by name.
  case use(Mode), colorSpace(ColorSpace)
  /// Chooses a network by name, or none; a site by its number, or some places on.
  case network(String?), site(Int), nextSite(Int)
  /// The mode of this site at every site.
  case everywhere
  /// Opens the list of all commands, with something typed already.
  case palette(String)
  /// Types what the names of channels or files must have in them.
  case filter
  /// Writes a file.
  case export(Export)
  /// Other colors.
  case theme(Theme)
  /// Listens to the mouse, or no more.
  case mouse
  /// A style of the bank: into the mixture or out of it, alone, more of them, less, another name.
  case toggleStyle, onlyStyle, addToBank, removeFromBank, rename
  /// The mixture as it was at the start.
  case resetStyles
  /// Teaches the network a picture's style; ends that.
  case learn, stopLearning
  /// Repaints.
  case redraw
  /// Gives the shell the terminal.
  case suspend
  /// Leaves.
  case quit
}
