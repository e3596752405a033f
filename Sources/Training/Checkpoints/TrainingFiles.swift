// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Networks
import Normalization
import Weights

/// The three files of one training: NAME.safetensors (weights in float16), NAME.json (the training
/// record) and NAME.checkpoint (the exact state, from which training resumes bit for bit).
///
/// Each file is replaced atomically and synced to disk before the previous version is removed.
public struct TrainingFiles: Equatable, Sendable {
  /// Path of the weights.
  public let weightsPath: String

  /// File name extension of the weights, with the dot.
  public static let weightsExtension = ".safetensors"

  /// The files that belong to a weights file. - Precondition: the path ends in .safetensors.
  public init(weightsPath: String) {
    precondition(
      weightsPath.hasSuffix(Self.weightsExtension), "weights in ‘\(weightsPath)’")
    self.weightsPath = weightsPath
  }

  private var stem: String { String(weightsPath.dropLast(Self.weightsExtension.count)) }
  /// Path of the checkpoint.
  public var checkpointPath: String { stem + ".checkpoint" }
  /// Path of the training record.
  public var recordPath: String { stem + ".json" }

  /// Default metadata of a weights file.
  public static let metadata = ["source": "trained"]

  /// Writes all three files.
  /// - Throws: the first error. Files written before it are new, the others are unchanged.
  public func save(
    _ state: TrainingState, of description: NetworkDescription,
    metadata: [String: String] = Self.metadata
  ) throws {
    try saveCheckpoint(state)
    try saveWeights(state, of: description, metadata: metadata)
    try saveRecord(state)
  }

  /// Writes the checkpoint only.
  public func saveCheckpoint(_ state: TrainingState) throws {
    try WeightFile.write(state.tensors(), to: checkpointPath)
  }

  /// Writes the training record only.
  public func saveRecord(_ state: TrainingState) throws {
    try FileContents.write(Array(RecordJSON.text(state.record).utf8), to: recordPath)
  }

  /// Writes the weights only. - Parameter metadata: further metadata, such as source and license.
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
    try WeightFile.write(tensors, to: weightsPath)
  }

  /// Returns the state stored in a checkpoint.
  /// - Throws: `WeightFileError`, `TrainingError.invalidCheckpoint`.
  public static func state(checkpoint path: String) throws -> TrainingState {
    let tensors = try WeightFile.read(path)
    do { return try TrainingState(tensors) } catch {
      throw TrainingError.invalidCheckpoint(path, error)
    }
  }

  /// Returns the stored training record, or nil if the file does not exist.
  /// - Throws: `FileError`, `TrainingError.invalidRecord`.
  public func storedRecord() throws -> TrainingRecord? {
    let bytes: [UInt8]
    do { bytes = try FileContents.read(recordPath, limit: 1 << 24) } catch {
      if error.code == ENOENT { return nil }
      throw error
    }
    guard let stored = try? JSONDecoder().decode(TrainingRecord.self, from: Data(bytes)),
      stored.isValid
    else { throw TrainingError.invalidRecord(recordPath) }
    return stored
  }
}

/// JSON of training records: indented, with sorted keys, so that files can be read and compared.
enum RecordJSON {
  /// Returns the JSON text of a value, ending in a newline.
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }
}
