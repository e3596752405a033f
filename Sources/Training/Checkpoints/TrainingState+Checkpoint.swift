// SPDX-License-Identifier: MIT

import Foundation
import Networks
import Weights

/// Checkpoint format: a safetensors file in float32 with the network's tensors under `parameter.`,
/// Adam's m and v under `mean.` and `square.`, SOAP's bases under `outputs.`, `taps.` and
/// `inputs.`, and everything else as JSON in the metadata entry `training`.
extension TrainingState {
  /// The JSON in the metadata.
  private struct CheckpointMetadata: Codable {
    let record: TrainingRecord
    let generators: [String: UInt64]
    let adamSteps: Int
    /// The optimizer that the moments belong to. It may differ from the hyperparameters' if they
    /// changed before the next step. Nil in files written before SOAP was added: Adam.
    let optimizer: OptimizerKind?
  }

  private static let metadataKey = "training"

  /// Returns the tensors and metadata of a checkpoint. - Throws: `EncodingError`.
  func tensors() throws -> NamedTensors {
    let metadata = CheckpointMetadata(
      record: record, generators: generators, adamSteps: optimizer.adam.step,
      optimizer: optimizer.kind)
    var result = NamedTensors(metadata: [Self.metadataKey: try RecordJSON.text(metadata)])
    for (name, parameter) in parameters.sorted(by: { $0.key < $1.key }) {
      result["parameter." + name] = WeightTensor(parameter.shape, floats: parameter.values)
    }
    let moments = [
      ("mean.", optimizer.adam.firstMoments), ("square.", optimizer.adam.secondMoments),
    ]
    for (prefix, values) in moments {
      for (name, values) in values.sorted(by: { $0.key < $1.key }) {
        result[prefix + name] = WeightTensor([values.count], floats: values)
      }
    }
    for (name, bases) in optimizer.bases.sorted(by: { $0.key < $1.key }) {
      for (mode, path) in WeightEigenbases.modes {
        result[mode + "." + name] = bases[keyPath: path].tensor
      }
    }
    return result
  }

  /// The state stored in a checkpoint's tensors and metadata.
  init(_ tensors: NamedTensors) throws(CheckpointDefect) {
    guard let text = tensors.metadata[Self.metadataKey],
      let metadata = try? JSONDecoder().decode(CheckpointMetadata.self, from: Data(text.utf8))
    else { throw .noTrainingMetadata }
    self.init([:], metadata.record)
    optimizer = Optimizer(metadata.optimizer ?? .adam)
    (generators, optimizer.adam.step) = (metadata.generators, metadata.adamSteps)
    var bases: [String: [String: Eigenbasis]] = [:]
    for fullName in tensors.names {
      guard let tensor = tensors[fullName], let dot = fullName.firstIndex(of: ".") else { continue }
      let name = String(fullName[fullName.index(after: dot)...])
      switch fullName[..<dot] {
      case "parameter": parameters[name] = Parameter(tensor.shape, tensor.floats)
      case "mean": optimizer.adam.firstMoments[name] = tensor.floats
      case "square": optimizer.adam.secondMoments[name] = tensor.floats
      case let mode:
        guard optimizer.kind == .soap, WeightEigenbases.modes.contains(where: { $0.name == mode })
        else { throw .unknownTensor(fullName) }
        bases[name, default: [:]][String(mode)] = try Eigenbasis(tensor, name: fullName)
      }
    }
    for (name, modes) in bases {
      optimizer.bases[name] = try WeightEigenbases(modes, of: parameters[name], name: name)
    }
    try checkConsistency()
  }

  private func checkConsistency() throws(CheckpointDefect) {
    guard record.isValid, 0...record.step ~= optimizer.adam.step else {
      throw .invalidStepCount(record.step, optimizerSteps: optimizer.adam.step)
    }
    let (means, squares) = (optimizer.adam.firstMoments, optimizer.adam.secondMoments)
    for (name, values) in means {
      let counts = [parameters[name]?.values.count, squares[name]?.count]
      guard counts == [values.count, values.count] else { throw .mismatchedMoments(name) }
    }
    guard squares.count == means.count else {
      throw .unequalMomentCounts(first: means.count, second: squares.count)
    }
  }
}

extension WeightEigenbases {
  /// The modes of a weight tensor and their names in a checkpoint.
  static let modes: [(name: String, path: KeyPath<WeightEigenbases, Eigenbasis> & Sendable)] = [
    ("inputs", \.inputs), ("outputs", \.outputs), ("taps", \.taps),
  ]

  /// Bases stored in a checkpoint for one parameter.
  fileprivate init(
    _ modes: [String: Eigenbasis], of parameter: Parameter?, name: String
  ) throws(CheckpointDefect) {
    let shape = parameter?.shape ?? []
    guard let outputs = modes["outputs"], let taps = modes["taps"], let inputs = modes["inputs"],
      shape.count == 4
    else { throw .mismatchedBases(name, shape: shape) }
    let (count, overflows) = shape[2].multipliedReportingOverflow(by: shape[3])
    guard !overflows, [outputs, taps, inputs].map(\.vectors.rows) == [shape[0], count, shape[1]]
    else { throw .mismatchedBases(name, shape: shape) }
    self.init(outputs: outputs, taps: taps, inputs: inputs)
  }
}

extension Eigenbasis {
  /// Covariance and eigenvectors, concatenated: [2, side, side].
  fileprivate var tensor: WeightTensor {
    WeightTensor([2, vectors.rows, vectors.rows], floats: covariance.values + vectors.values)
  }

  /// A basis stored by `tensor`.
  fileprivate init(_ tensor: WeightTensor, name: String) throws(CheckpointDefect) {
    let (shape, values) = (tensor.shape, tensor.floats)
    guard shape.count == 3, shape[0] == 2, shape[1] == shape[2] else {
      throw .invalidBasisShape(name, shape)
    }
    let half = values.count / 2
    self.init(
      covariance: Matrix(shape[1], shape[1], Array(values[..<half])),
      vectors: Matrix(shape[1], shape[1], Array(values[half...])))
  }
}
