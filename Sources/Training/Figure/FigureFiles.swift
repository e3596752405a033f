// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Networks
import Normalization

/// The files of a training of Figure 1 in its folder: NAME.csv with the losses, NAME.json with the
/// record, NAME.checkpoint to go on from, and NAME-STEP.safetensors, the network after some steps.
public struct FigureFiles: Equatable, Sendable {
  /// Which training.
  public let run: FigureRun
  private let folder: String

  /// The files of a training in a folder.
  public init(_ run: FigureRun, in folder: String) { (self.run, self.folder) = (run, folder) }

  /// The losses.
  public var losses: String { path(".csv") }

  /// Checkpoint and record.
  var state: TrainingFiles { TrainingFiles(weights: path(TrainingFiles.ending)) }

  /// The network after a step.
  func network(at step: Int) -> TrainingFiles {
    TrainingFiles(weights: path("-\(step)" + TrainingFiles.ending))
  }

  private func path(_ ending: String) -> String { folder + "/" + run.name + ending }

  /// The losses so far; none where there is no file.
  /// - Throws: `FileError`; `TrainingError.foreignCurve` within it for a file of something else.
  public func curve() throws(FileError) -> LossCurve {
    let bytes: [UInt8]
    do { bytes = try FileContents.read(losses, limit: 1 << 26) } catch {
      if error.code == ENOENT { return LossCurve() }
      throw error
    }
    do { return try LossCurve(csv: String(decoding: bytes, as: UTF8.self)) } catch {
      throw FileError("read", losses, reason: "\(error)")
    }
  }

  /// The networks that were saved, by their steps.
  public func networks() -> [(step: Int, path: String)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let start = run.name + "-"
    let steps = names.compactMap { name -> Int? in
      guard name.hasPrefix(start), name.hasSuffix(TrainingFiles.ending) else { return nil }
      return Int(name.dropFirst(start.count).dropLast(TrainingFiles.ending.count))
    }
    return steps.sorted().map { ($0, network(at: $0).weights) }
  }

  /// The steps that were planned, by the record; nil without one that can be read.
  public func planned() -> Int? { try? state.recorded()?.plan.schedule.steps }

  /// Writes the losses. - Parameter isSynced: whether they must outlive a loss of power.
  func write(_ curve: LossCurve, isSynced: Bool) throws(FileError) {
    try FileContents.write(Array(curve.csv.utf8), to: losses, isSynced: isSynced)
  }
}
