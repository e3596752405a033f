// SPDX-License-Identifier: MIT

/// Side effect requested by `update` and carried out by the event loop.
public enum Effect: Equatable, Sendable {
  /// Compute a frame. Older requests may be dropped.
  case compute(Request)
  /// Send `Message.idle` if this revision is still the newest after a short pause.
  case notifyWhenIdle(revision: Int)
  /// List the available networks.
  case listNetworks
  /// Read the description of a network from its file.
  case openNetwork(path: String)
  /// Read the loss curves of the experiment.
  case loadLab
  /// Send `Message.labReloadDue` after a pause.
  case scheduleLabReload
  /// Read a folder.
  case listFolder(path: String)
  /// List the tensors of a file of which one becomes the content or a style.
  case listTensors(path: String, purpose: FileChooser.Purpose)
  /// Create a preview of a file for the chooser.
  case previewFile(path: String, box: Request.Box)
  /// Export a file and send a notice.
  case export(ExportJob)
  /// Train a new style of a network; stop the training and save the style as it is.
  case learn(LearningJob), stopLearning
  /// Apply and store new preferences.
  case preferences(Preferences)
  /// Redraw the screen.
  case redraw
  /// Suspend the program.
  case suspend
  /// Quit.
  case quit
}
