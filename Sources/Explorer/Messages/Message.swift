// SPDX-License-Identifier: MIT

import Settings

/// Input of `update`: everything that can happen to the explorer.
public enum Message: Equatable, Sendable {
  /// Key press.
  case key(Key)
  /// Mouse event.
  case mouse(Mouse)
  /// New terminal size. Also sent if all pictures must be encoded again.
  case resized(ScreenSize)
  /// Answer of the worker.
  case frame(Frame)
  /// Contents of a folder.
  case listing(FolderListing)
  /// Tensors of a file that was chosen.
  case tensors(TensorListing)
  /// Preview for the file chooser.
  case filePreview(FilePreview)
  /// Available networks, and the files that cannot be used.
  case networks([NetworkSummary], unusable: [UnusableNetwork])
  /// Description of a network that was requested by its file.
  case opened(NetworkSummary)
  /// New description of a network whose file has changed.
  case networkChanged(NetworkSummary)
  /// Pictures of the batch that are the content itself, or a picture before them, under another path.
  case duplicatesInBatch([String])
  /// Loss curves of the experiment.
  case lab(LabData)
  /// Time to read the loss curves again.
  case labReloadDue
  /// Completed fraction of the work on a revision, 0…1.
  case progress(revision: Int, share: Double)
  /// Progress of the training of a style.
  case learning(LearningEvent)
  /// Text for the notice row.
  case notice(String)
  /// Exported command line, one element per line.
  case commandLine([String])
  /// No change for a short time after this revision.
  case idle(revision: Int)
}
