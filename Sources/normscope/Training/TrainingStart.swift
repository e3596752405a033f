// SPDX-License-Identifier: MIT

import Networks
import Normalization
import Training

/// Where a training begins: anew, at a checkpoint, or at the weights of a network.
struct TrainingStart {
  /// What is to be trained.
  private(set) var description: NetworkDescription
  /// Where it stands.
  var state: TrainingState

  /// - Parameters:
  ///   - task: what is learned; a checkpoint must be of the same.
  ///   - fresh: the network and plan of a training that begins anew.
  /// - Throws: `UsageError` for files that are something else, and before a checkpoint is replaced.
  init(
    _ options: TrainOptions, task: String, plan: TrainingPlan,
    fresh: (TrainingPlan) throws -> (NetworkDescription, Parameters)
  ) throws {
    let files = TrainingFiles(weights: options.output)
    let isResumed = options.from.map { FileIdentity($0) == FileIdentity(files.checkpoint) } ?? false
    guard isResumed || FileKind(files.checkpoint) == .nothing else {
      throw UsageError(
        "‘\(files.checkpoint.printable)’ is there already; --from it goes on with that training")
    }
    if let from = options.from {
      self =
        try from.hasSuffix(".checkpoint")
        ? Self(checkpoint: from, task, options, fresh: fresh)
        : Self(weights: from, task, options.plan(over: plan), options)
    } else {
      let plan = try options.plan(over: plan)
      let (description, parameters) = try fresh(plan)
      self.init(description, TrainingState(parameters, TrainingRecord(task: task, plan: plan)))
    }
    // Refuses tensors that are not the network's.
    _ = try Network(description, state.parameters)
  }

  private init(_ description: NetworkDescription, _ state: TrainingState) {
    (self.description, self.state) = (description, state)
  }

  private init(
    checkpoint: String, _ task: String, _ options: TrainOptions,
    fresh: (TrainingPlan) throws -> (NetworkDescription, Parameters)
  ) throws {
    var state = try TrainingFiles.state(checkpoint: checkpoint)
    try Self.check(state.record, is: task, checkpoint)
    state.record.plan = try options.plan(over: state.record.plan)
    let description = try fresh(state.record.plan).0
    if options.revive {
      // Before channels are looked for, they must be there.
      _ = try Network(description, state.parameters)
      try Self.revive(&state, description)
    }
    self.init(description, state)
  }

  private static func revive(_ state: inout TrainingState, _ description: NetworkDescription) throws
  {
    guard let count = state.revive(in: description) else {
      throw UsageError(
        "--revive needs \(TrainingState.patience) steps to tell what has no gradient")
    }
    StandardError.print("normscope: \(count) channels that had no gradient begin anew")
  }

  private init(
    weights: String, _ task: String, _ plan: TrainingPlan, _ options: TrainOptions
  ) throws {
    let file = try NetworkFile(NetworkShelf().path(of: weights))
    let parameters = try file.network().parameters
    var record = TrainingRecord(task: task, plan: plan)
    // It can give pictures back already.
    record.plan.opening = 0
    if file.path.hasSuffix(TrainingFiles.ending),
      let found = try TrainingFiles(weights: file.path).recorded()
    {
      try Self.check(found, is: task, file.path)
      record = found
      record.plan = try options.plan(over: found.plan)
    }
    self.init(file.description, TrainingState(parameters, record))
  }

  /// Gives a compact network's decoder as many residual blocks.
  /// - Throws: `UsageError` where it has more already, or is another network.
  mutating func deepen(to count: Int) throws {
    guard (1...count).contains(where: { .compact(decoderBlocks: $0) == description }) else {
      throw UsageError(
        "--decoder-blocks \(count) needs a network of train adain that has no more than these")
    }
    description = .compact(decoderBlocks: count)
    state.deepen(to: description)
    state.record.plan.decoderBlocks = count
  }

  private static func check(_ record: TrainingRecord, is task: String, _ path: String) throws {
    guard record.task == task else {
      throw UsageError("‘\(path.printable)’ is of train \(record.task.printable), not \(task)")
    }
  }
}
