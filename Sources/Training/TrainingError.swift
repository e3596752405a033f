// SPDX-License-Identifier: MIT

import FileIO
import Normalization

/// Errors of this module.
public enum TrainingError: Error, Equatable, CustomStringConvertible {
  /// Too few pictures to split into a training and a validation set.
  case tooFewPictures(count: Int, minimum: Int)
  /// None of the pictures could be read; the reason for the last one.
  case noReadablePicture(reason: String)
  /// All readable pictures are excluded, because each of them caused skipped batches.
  case noUsablePicture
  /// A checkpoint file that cannot be used.
  case invalidCheckpoint(_ path: String, CheckpointDefect)
  /// A file that is not a training record.
  case invalidRecord(_ path: String)
  /// A CSV file of losses whose line (counted from 1) is not the entry of the next step.
  case invalidLossCurve(line: Int)
  /// Unusable gradients of several batches in a row, or weights outside the range of float16.
  case diverged(step: Int)

  /// One-line message: what happened and what to do.
  public var description: String {
    switch self {
    case .tooFewPictures(let count, let minimum):
      "found \(count) \(count == 1 ? "picture" : "pictures"); training needs at least \(minimum), "
        + "of which \(ValidationSplit.minimumCount) are set aside for validation"
    case .noReadablePicture(let reason): "none of the pictures can be read: \(reason)"
    case .noUsablePicture:
      "all readable pictures are excluded, because each caused \(SkippedBatches.exclusionLimit) "
        + "skipped batches; use pictures that are not a single color, or a lower learning rate"
    case .invalidCheckpoint(let path, let defect):
      "cannot use the checkpoint ‘\(path.printable)’: \(defect)"
    case .invalidRecord(let path):
      "‘\(path.printable)’ is not a training record; move it away to start from the weights alone"
    case .invalidLossCurve(let line):
      "line \(line) is not ‘step,style,content’ for the next step"
    case .diverged(let step):
      "training diverged at step \(step): gradients or weights are not finite or too large; the "
        + "steps before are saved; try a lower learning rate"
    }
  }
}

/// Why a checkpoint cannot be used.
public enum CheckpointDefect: Error, Equatable, Sendable, CustomStringConvertible {
  /// The metadata have no readable training record.
  case noTrainingMetadata
  /// A tensor whose name has none of the known prefixes.
  case unknownTensor(String)
  /// Step counts that no training can have.
  case invalidStepCount(Int, optimizerSteps: Int)
  /// Adam's m and v of a parameter have another number of values than the parameter.
  case mismatchedMoments(String)
  /// m and v exist for different numbers of parameters.
  case unequalMomentCounts(first: Int, second: Int)
  /// Eigenbases that do not fit a parameter's shape.
  case mismatchedBases(String, shape: [Int])
  /// An eigenbasis tensor whose shape is not [2, side, side].
  case invalidBasisShape(String, [Int])
  /// The checkpoint or record of a training with other settings.
  case otherTraining(found: String, expected: String)
  /// The CSV file of losses ends before the checkpoint's step.
  case missingLosses(step: Int, path: String, count: Int)

  /// One-line message.
  public var description: String {
    switch self {
    case .noTrainingMetadata: "it contains no training metadata"
    case .unknownTensor(let name): "unknown tensor ‘\(name.printable)’"
    case .invalidStepCount(let steps, let optimizerSteps):
      "invalid step counts: \(steps), of the optimizer \(optimizerSteps)"
    case .mismatchedMoments(let name):
      "the optimizer moments of ‘\(name.printable)’ do not match the parameter"
    case .unequalMomentCounts(let first, let second):
      "it has \(first) first and \(second) second optimizer moments"
    case .mismatchedBases(let name, let shape):
      "the eigenbases of ‘\(name.printable)’ do not match its shape \(shape)"
    case .invalidBasisShape(let name, let shape):
      "the eigenbasis ‘\(name.printable)’ has the shape \(shape) instead of [2, n, n]"
    case .otherTraining(let found, let expected):
      "it belongs to \(found.printable), not to \(expected.printable); choose another --output"
    case .missingLosses(let step, let path, let count):
      "it is at step \(step), but ‘\(path.printable)’ has the losses of \(count) steps"
    }
  }
}
