// SPDX-License-Identifier: MIT

import Networks

/// All that a training is: saved and put back, it goes on bit for bit as it would have.
public struct TrainingState: Equatable, Sendable {
  /// What the network has learned.
  public internal(set) var parameters: Parameters
  /// The optimizer's memory.
  public internal(set) var adam = Adam()
  /// The states of the generators of random numbers by name.
  public internal(set) var generators: [String: UInt64] = [:]
  /// How it was trained so far.
  public var record: TrainingRecord

  /// The beginning of a training, or of one that goes on without the optimizer's memory.
  public init(_ parameters: Parameters, _ record: TrainingRecord) {
    (self.parameters, self.record) = (parameters, record)
  }

  /// Moves the network along by a step's gradients, at the rate that the plan has for it.
  mutating func move(by gradients: ParameterGradients) {
    let rate = record.plan.schedule.rate(at: step, since: adam.step)
    adam.update(&parameters, by: gradients, rate: rate)
  }

  /// The steps done.
  public var step: Int { record.step }
}
