// SPDX-License-Identifier: MIT

/// What `update` wants done outside.
public enum Effect: Equatable, Sendable {
  /// Compute; anything older may be dropped.
  case compute(Request)
  /// Say `rested` when this revision is still the newest after a moment.
  case notifyWhenIdle(revision: Int)
  /// Find out what networks there are.
  case listNetworks
  /// Read what a network's file says of it.
  case openNetwork(path: String)
  /// Read the experiment's curves.
  case loadLab
  /// Say `labReloadDue` after a while.
  case scheduleLabReload
  /// Read a folder.
  case listFolder(path: String)
  /// Make a preview of a file for the chooser.
  case previewFile(path: String, box: Request.Box)
  /// Write a file and say so.
  case export(ExportJob)
  /// Teach a network a style, or end that; what was learned by then is kept.
  case learn(LearningJob), stopLearning
  /// Look and listen like this from now on.
  case preferences(Preferences)
  /// Draw everything again.
  case redraw
  /// Give the shell the terminal until it says to go on.
  case suspend
  /// Leave.
  case quit
}
