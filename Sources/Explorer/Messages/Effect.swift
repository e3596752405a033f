// SPDX-License-Identifier: MIT

/// What `update` wants done outside.
public enum Effect: Equatable, Sendable {
  /// Compute; anything older may be dropped.
  case compute(Request)
  /// Say `rested` when this revision is still the newest after a moment.
  case rest(revision: Int)
  /// Find out what networks there are.
  case networks
  /// Read what a network's file says of it.
  case open(network: String)
  /// Read the experiment's curves.
  case lab
  /// Say `labDue` after a while.
  case watchLab
  /// Read a folder.
  case list(folder: String)
  /// Make a preview of a file for the chooser.
  case look(path: String, box: Request.Box)
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
