// SPDX-License-Identifier: MIT

import Settings

/// Everything that can happen to the explorer.
public enum Message: Equatable, Sendable {
  /// A key was pressed.
  case key(Key)
  /// The mouse did something.
  case mouse(Mouse)
  /// The terminal has a new size, or everything on it has to be made again.
  case resized(ScreenSize)
  /// The worker has finished.
  case frame(Frame)
  /// A folder was read.
  case listing(FolderListing)
  /// The chooser's preview is ready.
  case filePreview(FilePreview)
  /// The networks that there are.
  case networks([NetworkSummary])
  /// A network that was asked for by its file.
  case opened(NetworkSummary)
  /// The experiment's curves.
  case lab(LabData)
  /// Curves that grow may have grown.
  case labReloadDue
  /// So much of the work on a revision is done, 0…1.
  case progress(revision: Int, share: Double)
  /// How the learning of a style goes.
  case learning(LearningEvent)
  /// Something outside has a sentence for the person.
  case notice(String)
  /// A command line was written and is to be seen.
  case commandLine([String])
  /// Nothing was turned for a moment after this revision.
  case idle(revision: Int)
}
