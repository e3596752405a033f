// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Networks
import Normalization
import Weights

/// The files of a training beside each other: NAME.safetensors with the weights in 16 bits, NAME.json
/// with the record, and NAME.checkpoint, from which it goes on exactly.
///
/// Each is there whole or not at all, and reaches the disk before the one before it goes.
public struct TrainingFiles: Equatable, Sendable {
  /// The weights.
  public let weights: String

  /// How the weights' file ends.
  public static let ending = ".safetensors"

  /// The files beside a file of weights. - Precondition: its name ends in .safetensors.
  public init(weights: String) {
    precondition(weights.hasSuffix(Self.ending), "weights in ‘\(weights)’")
    self.weights = weights
  }

  private var stem: String { String(weights.dropLast(Self.ending.count)) }
  /// All of the training's state.
  public var checkpoint: String { stem + ".checkpoint" }
  /// How it was trained.
  public var record: String { stem + ".json" }

  /// What is said of weights that were trained and of nothing else.
  public static let metadata = ["source": "trained"]

  /// Writes all three. - Throws: the first error; files before it are written, others are as before.
  public func save(
    _ state: TrainingState, of description: NetworkDescription,
    metadata: [String: String] = Self.metadata
  ) throws {
    try saveCheckpoint(state)
    try saveWeights(state, of: description, metadata: metadata)
    try saveRecord(state)
  }

  /// Writes the checkpoint alone.
  public func saveCheckpoint(_ state: TrainingState) throws {
    try WeightFile.write(state.tensors(), to: checkpoint)
  }

  /// Writes the record alone.
  public func saveRecord(_ state: TrainingState) throws {
    try FileBytes.write(Array(JSONPage.text(state.record).utf8), to: record)
  }

  /// Writes the weights alone. - Parameter metadata: what else is said of them.
  public func saveWeights(
    _ state: TrainingState, of description: NetworkDescription,
    metadata: [String: String] = Self.metadata
  ) throws(WeightFileError) {
    var tensors = NamedTensors(metadata: metadata)
    tensors.metadata["description"] = description.text
    if !state.record.styles.isEmpty {
      tensors.metadata["styles"] = state.record.styles.joined(separator: "\n")
    }
    for (name, parameter) in state.parameters.sorted(by: { $0.key < $1.key }) {
      tensors[name] = WeightTensor(parameter.shape, floats: parameter.values).convertedToFloat16
    }
    try WeightFile.write(tensors, to: weights)
  }

  /// The state in a checkpoint. - Throws: `WeightFileError`, `TrainingError`.
  public static func state(checkpoint: String) throws -> TrainingState {
    try TrainingState(WeightFile.read(checkpoint))
  }

  /// The record beside the weights; nil where there is none.
  /// - Throws: `FileError` or `TrainingError` for one that cannot be read.
  public func recorded() throws -> TrainingRecord? {
    let bytes: [UInt8]
    do { bytes = try FileBytes.read(record, limit: 1 << 24) } catch {
      if error.code == ENOENT { return nil }
      throw error
    }
    guard let found = try? JSONDecoder().decode(TrainingRecord.self, from: Data(bytes)),
      found.isPossible
    else { throw TrainingError.foreignRecord(record) }
    return found
  }
}
