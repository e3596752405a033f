// SPDX-License-Identifier: MIT

import Foundation
import Networks
import Weights

/// A checkpoint is a safetensors file in 32 bits: the network's tensors under `parameter.`, Adam's m
/// and v under `mean.` and `square.`, the bases of weights under `outputs.`, `taps.` and `inputs.`, and
/// the rest as JSON in the metadata under `training`.
extension TrainingState {
  /// What stands in the metadata.
  private struct Standing: Codable {
    let record: TrainingRecord
    let generators: [String: UInt64]
    let adamSteps: Int
    /// Whose memory it is, which need not be the plan's any more; nil in checkpoints of before.
    let optimizer: OptimizerKind?
  }

  private static let key = "training"

  /// The tensors and metadata of a checkpoint. - Throws: never for a state that a trainer made.
  func tensors() throws -> NamedTensors {
    let standing = Standing(
      record: record, generators: generators, adamSteps: descent.adam.step,
      optimizer: descent.optimizer)
    var result = NamedTensors(metadata: [Self.key: try JSONPage.text(standing)])
    for (name, parameter) in parameters.sorted(by: { $0.key < $1.key }) {
      result["parameter." + name] = WeightTensor(parameter.shape, floats: parameter.values)
    }
    for (kind, values) in [("mean.", descent.adam.means), ("square.", descent.adam.squares)] {
      for (name, values) in values.sorted(by: { $0.key < $1.key }) {
        result[kind + name] = WeightTensor([values.count], floats: values)
      }
    }
    for (name, own) in descent.bases.sorted(by: { $0.key < $1.key }) {
      for (kind, path) in WeightBases.modes {
        result[kind + "." + name] = own[keyPath: path].tensor
      }
    }
    return result
  }

  /// The state of a checkpoint. - Throws: `TrainingError.foreignCheckpoint`.
  init(_ tensors: NamedTensors) throws(TrainingError) {
    guard let text = tensors.metadata[Self.key],
      let standing = try? JSONDecoder().decode(Standing.self, from: Data(text.utf8))
    else { throw .foreignCheckpoint("its metadata do not tell of a training") }
    self.init([:], standing.record)
    descent = Optimizer(standing.optimizer ?? .adam)
    (generators, descent.adam.step) = (standing.generators, standing.adamSteps)
    var modes: [String: [String: Eigenbasis]] = [:]
    for name in tensors.names {
      guard let tensor = tensors[name], let dot = name.firstIndex(of: ".") else { continue }
      let own = String(name[name.index(after: dot)...])
      switch name[..<dot] {
      case "parameter": parameters[own] = Parameter(tensor.shape, tensor.floats)
      case "mean": descent.adam.means[own] = tensor.floats
      case "square": descent.adam.squares[own] = tensor.floats
      case let kind:
        guard descent.optimizer == .soap, WeightBases.modes.contains(where: { $0.name == kind })
        else { throw .foreignCheckpoint("nothing is called ‘\(name)’") }
        modes[own, default: [:]][String(kind)] = try Eigenbasis(tensor)
      }
    }
    for (name, own) in modes { descent.bases[name] = try WeightBases(own, of: parameters[name]) }
    try check()
  }

  private func check() throws(TrainingError) {
    guard record.isPossible, 0...record.step ~= descent.adam.step else {
      throw .foreignCheckpoint("it has counted \(record.step) steps")
    }
    for (name, values) in descent.adam.means {
      let counts = [parameters[name]?.values.count, descent.adam.squares[name]?.count]
      guard counts == [values.count, values.count] else {
        throw .foreignCheckpoint("the parts of ‘\(name)’ do not fit each other")
      }
    }
    guard descent.adam.squares.count == descent.adam.means.count else {
      throw .foreignCheckpoint("m and v are not of the same tensors")
    }
  }
}
