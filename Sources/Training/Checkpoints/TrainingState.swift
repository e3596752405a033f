// SPDX-License-Identifier: MIT

import Networks

/// Complete state of a training. Training that resumes from a stored state gives the same results,
/// bit for bit, as training that was not interrupted.
public struct TrainingState: Equatable, Sendable {
  /// Parameters of the network.
  public internal(set) var parameters: Parameters
  /// Optimizer state.
  public internal(set) var optimizer: Optimizer
  /// States of the objective's random number generators, by name.
  public internal(set) var generators: [String: UInt64] = [:]
  /// Training record so far.
  public var record: TrainingRecord

  /// A state with a new optimizer: the start of a training, or a training that resumes from weights
  /// alone.
  public init(_ parameters: Parameters, _ record: TrainingRecord) {
    (self.parameters, self.record) = (parameters, record)
    optimizer = Optimizer(record.hyperparameters.optimizer)
  }

  /// Updates the parameters with the gradients of one step, at the schedule's learning rate.
  ///
  /// The optimizer state is reset if the hyperparameters select another optimizer, or if a layer
  /// receives its first gradient after others have been trained: its moments are missing, and the
  /// bias correction would use a step count that does not apply to it.
  mutating func applyGradients(_ gradients: ParameterGradients) throws(NetworkError) {
    let hyperparameters = record.hyperparameters
    if optimizer.kind != hyperparameters.optimizer || !optimizer.hasMoments(for: gradients) {
      optimizer = Optimizer(hyperparameters.optimizer)
    }
    let learningRate = hyperparameters.schedule.learningRate(
      at: step, optimizerSteps: optimizer.adam.step)
    try optimizer.update(&parameters, with: gradients, learningRate: learningRate)
  }

  /// Number of completed steps.
  public var step: Int { record.step }
}
