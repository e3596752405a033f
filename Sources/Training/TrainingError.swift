// SPDX-License-Identifier: MIT

import FileIO
import Normalization

/// Why a training cannot begin or go on.
public enum TrainingError: Error, Equatable, CustomStringConvertible {
  /// Too few pictures to draw from and to set some aside.
  case tooFew(pictures: Int, least: Int)
  /// Not one picture could be read; the last one's reason.
  case noneReadable(reason: String)
  /// A checkpoint does not belong to what is to be trained.
  case foreignCheckpoint(String)
  /// A file beside weights that is no record of how they were trained.
  case foreignRecord(String)
  /// A file of losses that has another line than the next step's, counted from 1.
  case foreignCurve(line: Int)
  /// Losses or weights that are no numbers any more, or weights that 16 bits do not hold.
  case diverged(step: Int)

  /// One sentence.
  public var description: String {
    switch self {
    case .tooFew(let pictures, let least):
      "\(pictures == 1 ? "1 picture is" : "\(pictures) pictures are") too few to train with: "
        + "\(least) are needed, of which \(Holdout.least) are set aside"
    case .noneReadable(let reason): "none of the pictures can be read: \(reason)"
    case .foreignCheckpoint(let reason):
      "the checkpoint is no training's, or another's: \(reason.printable)"
    case .foreignRecord(let path):
      "‘\(path.printable)’ is no record of a training; where it is moved away, what is beside it goes on "
        + "without it"
    case .foreignCurve(let line): "line \(line) is not ‘step,style,content’ of the next step"
    case .diverged(let step):
      "the training diverged at step \(step); what was saved before stays, and a lower rate may help"
    }
  }
}
