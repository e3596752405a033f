// SPDX-License-Identifier: MIT

import Networks

/// All that a training is: saved and put back, it goes on bit for bit as it would have.
public struct TrainingState: Equatable, Sendable {
  /// What the network has learned.
  public internal(set) var parameters: Parameters
  /// The optimizer's memory.
  public internal(set) var descent: Optimizer
  /// The states of the generators of random numbers by name.
  public internal(set) var generators: [String: UInt64] = [:]
  /// How it was trained so far.
  public var record: TrainingRecord

  /// The beginning of a training, or of one that goes on without the optimizer's memory.
  public init(_ parameters: Parameters, _ record: TrainingRecord) {
    (self.parameters, self.record) = (parameters, record)
    descent = Optimizer(record.plan.optimizer)
  }

  /// Moves the network along by a step's gradients, at the rate that the plan has for it.
  ///
  /// An optimizer begins anew where it is another than before, and where layers join that an opening
  /// left alone: of these it has no memory, and its count of steps would say that it has.
  mutating func move(by gradients: ParameterGradients) throws(NetworkError) {
    let plan = record.plan
    if descent.optimizer != plan.optimizer || !descent.knows(gradients) {
      descent = Optimizer(plan.optimizer)
    }
    let rate = plan.schedule.rate(at: step, since: descent.adam.step)
    try descent.update(&parameters, by: gradients, rate: rate)
  }

  /// The steps done.
  public var step: Int { record.step }
}
