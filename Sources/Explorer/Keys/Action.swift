// SPDX-License-Identifier: MIT

import Pictures
import Settings

/// What a key, a click or a command does.
public enum Action: Hashable, Sendable {
  /// Moves the cursor among controls or list rows.
  case move(Int)
  /// Changes the selected control by a number of steps.
  case adjust(Int)
  /// Moves the channel selection.
  case channel(Int)
  /// Opens a text field for a number.
  case enterValue
  /// Selects the mode a number of positions further on.
  case mode(Int)
  /// Shows a page.
  case page(Page)
  /// Selects the next or a previous control.
  case nextControl(Int)
  /// Opens the file chooser.
  case chooseContent, chooseStyle, addStyle
  /// Removes the displayed style from the mixture.
  case removeStyle
  /// Resets the selected control, or all edits.
  case reset, resetAll
  /// Turns the identity affine γ = 1, β = 0 on or off.
  case identityAffine
  /// Opens the help.
  case help
  /// Confirms, opens the parent folder, or closes the overlay.
  case accept, up, close
  /// Undoes the last change, or redoes the change undone last.
  case undo, redo
  /// Shows the content in place of the result, or the result again.
  case before
  /// Marks or unmarks a file in the chooser.
  case mark
  /// Adds pictures to the batch, removes the selected one, or resets the batch.
  case addToBatch, removeFromBatch, resetBatch
  /// Moves the cursor by rows of maps, or by screens of them.
  case rows(Int), screens(Int)
  /// Uses one gray range for all maps, or one range each.
  case commonGrayRange
  /// Switches between a linear and a logarithmic axis.
  case logarithm
  /// Turns histogram equalization of the content’s luma on or off.
  case equalize
  /// Selects a mode or a color space by name.
  case use(NormalizationMode), colorSpace(ColorSpace)
  /// Selects a network by name (nil for none), a site by index, or a site a number of positions
  /// further on.
  case network(String?), site(Int), nextSite(Int)
  /// Uses a tensor of the file that was opened last, by index.
  case tensor(Int)
  /// Uses the mode of this site at every site.
  case everywhere
  /// Opens the command palette with some text already typed.
  case palette(String)
  /// Opens the filter of channel or file names.
  case filter
  /// Exports a file.
  case export(Export)
  /// Changes the colors.
  case theme(Theme)
  /// Turns mouse support on or off.
  case mouse
  /// Adds the selected style to the mixture or removes it, makes it the only one, adds pictures to
  /// the bank, removes the style from the bank, or renames it.
  case toggleStyle, onlyStyle, addToBank, removeFromBank, rename
  /// Resets the mixture.
  case resetStyles
  /// Trains a new style of the network on a picture; stops the training.
  case learn, stopLearning
  /// Redraws the screen.
  case redraw
  /// Suspends the program.
  case suspend
  /// Quits.
  case quit
}
