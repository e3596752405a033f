// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Networks
import Normalization

/// Files of one Figure 1 training: NAME.csv with the losses, NAME.json with the training record,
/// NAME.checkpoint to resume from, and NAME-STEP.safetensors with the network at some steps.
public struct Figure1Files: Equatable, Sendable {
  /// The training.
  public let run: Figure1Variant
  private let folder: String

  /// The files of a training in a folder.
  public init(_ run: Figure1Variant, in folder: String) { (self.run, self.folder) = (run, folder) }

  /// Path of the CSV file of losses.
  public var lossesPath: String { path(".csv") }

  /// Checkpoint and training record.
  var trainingFiles: TrainingFiles {
    TrainingFiles(weightsPath: path(TrainingFiles.weightsExtension))
  }

  /// Returns the files of the network at a step.
  func networkFiles(at step: Int) -> TrainingFiles {
    TrainingFiles(weightsPath: path("-\(step)" + TrainingFiles.weightsExtension))
  }

  private func path(_ suffix: String) -> String { folder + "/" + run.name + suffix }

  /// Returns the stored losses; an empty curve if the file does not exist.
  /// - Throws: `FileError`, also for a file with other contents.
  public func curve() throws(FileError) -> LossCurve {
    let bytes: [UInt8]
    do { bytes = try FileContents.read(lossesPath, limit: 1 << 26) } catch {
      if error.code == ENOENT { return LossCurve() }
      throw error
    }
    do { return try LossCurve(csv: String(decoding: bytes, as: UTF8.self)) } catch {
      throw FileError("read", lossesPath, reason: "\(error)")
    }
  }

  /// Returns the saved networks in the order of their steps; none if the folder does not exist.
  public func networks() -> [(step: Int, path: String)] {
    let names = (try? Folder.names(in: folder)) ?? []
    let prefix = run.name + "-"
    let steps = names.compactMap { name -> Int? in
      guard name.hasPrefix(prefix), name.hasSuffix(TrainingFiles.weightsExtension) else {
        return nil
      }
      return Int(name.dropFirst(prefix.count).dropLast(TrainingFiles.weightsExtension.count))
    }
    return steps.sorted().map { ($0, networkFiles(at: $0).weightsPath) }
  }

  /// Returns the planned number of steps according to the training record; nil without a record.
  /// - Throws: `FileError`, `TrainingError.invalidRecord`.
  public func plannedSteps() throws -> Int? {
    try trainingFiles.storedRecord()?.hyperparameters.schedule.steps
  }

  /// Writes the losses. - Parameter isSynced: whether the file must survive a power failure.
  func write(_ curve: LossCurve, isSynced: Bool) throws(FileError) {
    try FileContents.write(Array(curve.csv.utf8), to: lossesPath, isSynced: isSynced)
  }
}
