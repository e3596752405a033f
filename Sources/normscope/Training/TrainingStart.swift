// SPDX-License-Identifier: MIT

import FileIO
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
  /// - Throws: `UsageError` for files that are something else, and before files of others are replaced.
  init(
    _ options: TrainOptions, task: String, plan: TrainingPlan,
    fresh: (TrainingPlan) throws -> (NetworkDescription, Parameters)
  ) throws {
    let files = TrainingFiles(weights: options.output)
    try ([options.output] + [options.sheet].compactMap { $0 }).forEach(OutputFolder.check)
    let isResumed = options.from.map { FileIdentity($0) == FileIdentity(files.checkpoint) } ?? false
    guard isResumed || FileKind(files.checkpoint) == .nothing else {
      throw UsageError(
        "‘\(files.checkpoint.printable)’ is there already; --from it goes on with that training")
    }
    if !isResumed { try Self.checkUntouched(files, from: options.from) }
    if let from = options.from {
      self =
        try from.hasSuffix(".checkpoint")
        ? Self(checkpoint: from, task, options, fresh: fresh)
        : Self(weights: from, task, options.plan(over: plan), options, fresh: fresh)
    } else {
      let plan = try options.plan(over: plan)
      let (description, parameters) = try fresh(plan)
      self.init(description, TrainingState(parameters, TrainingRecord(task: task, plan: plan)))
    }
    // Refuses tensors that are not the network's.
    _ = try Network(description, state.parameters)
    try checkSteps()
  }

  /// Refuses to begin over files of others; a network that goes on may take its own place.
  private static func checkUntouched(_ files: TrainingFiles, from: String?) throws {
    let path = from.flatMap { try? NetworkLibrary().path(of: $0) }
    if let path, FileIdentity(path) == FileIdentity(files.weights) { return }
    guard let taken = [files.weights, files.record].first(where: { FileKind($0) != .nothing })
    else { return }
    throw UsageError("‘\(taken.printable)’ is there already; -o needs another name")
  }

  private func checkSteps() throws {
    let steps = state.record.plan.schedule.steps
    guard state.step < steps else {
      throw UsageError("\(state.step) steps are done of \(steps); a larger --steps goes on")
    }
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
    let (description, parameters) = try fresh(state.record.plan)
    guard state.parameters.haveShapes(of: parameters) else {
      throw UsageError(
        "‘\(checkpoint.printable)’ has other tensors than a network of train \(task.printable)")
    }
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
    weights: String, _ task: String, _ plan: TrainingPlan, _ options: TrainOptions,
    fresh: (TrainingPlan) throws -> (NetworkDescription, Parameters)
  ) throws {
    let file = try NetworkFile(NetworkLibrary().path(of: weights))
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
    if let blocks = file.description.decoderBlocks { record.plan.decoderBlocks = blocks }
    let wanted = try fresh(record.plan)
    guard file.description.computesSameFunction(as: wanted.0), parameters.haveShapes(of: wanted.1)
    else {
      throw UsageError("‘\(file.path.printable)’ is no network of train \(task.printable)")
    }
    self.init(file.description, TrainingState(parameters, record))
  }

  /// Gives a compact network's decoder as many residual blocks.
  /// - Throws: `UsageError` where it has more already, or is another network.
  mutating func deepen(to count: Int) throws {
    guard let blocks = description.decoderBlocks, blocks <= count else {
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

extension Parameters {
  /// Whether there are the same tensors, whatever their values.
  fileprivate func haveShapes(of others: Parameters) -> Bool {
    mapValues(\.shape) == others.mapValues(\.shape)
  }
}
