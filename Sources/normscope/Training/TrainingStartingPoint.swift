// SPDX-License-Identifier: MIT

import FileIO
import Networks
import Normalization
import Stylization
import Training

/// Network and state at the start of a training run: new, from a checkpoint, or from a network's
/// weights.
struct TrainingStartingPoint {
  /// The trained network.
  private(set) var description: NetworkDescription
  /// Its state.
  var state: TrainingState

  /// Loads or creates the state.
  /// - Parameters:
  ///   - task: the training task; checkpoints and records must have the same.
  ///   - hyperparameters: the hyperparameters of a new training.
  ///   - makeNetwork: the network and initial parameters of a new training.
  /// - Throws: `UsageError` if a file belongs to something else or would be overwritten, and the
  ///   errors of reading files.
  init(
    _ options: TrainOptions, task: String, hyperparameters: Hyperparameters,
    makeNetwork: (Hyperparameters) throws -> (NetworkDescription, Parameters)
  ) throws {
    let files = TrainingFiles(weightsPath: options.output)
    try ([options.output] + [options.sheet].compactMap { $0 }).forEach(OutputFolder.check)
    let isResumed =
      options.from.map { FileIdentity($0) == FileIdentity(files.checkpointPath) } ?? false
    guard isResumed || FileKind(files.checkpointPath) == .nothing else {
      throw UsageError(
        "‘\(files.checkpointPath.printable)’ already exists; give it to --from to resume that training"
      )
    }
    if !isResumed { try Self.checkOverwrite(files, from: options.from) }
    if let from = options.from {
      self =
        try from.hasSuffix(".checkpoint")
        ? Self(checkpoint: from, task, options, makeNetwork)
        : Self(
          weights: from, task, options.hyperparameters(over: hyperparameters), options, makeNetwork)
    } else {
      let hyperparameters = try options.hyperparameters(over: hyperparameters)
      let (description, parameters) = try makeNetwork(hyperparameters)
      self.init(
        description,
        TrainingState(parameters, TrainingRecord(task: task, hyperparameters: hyperparameters)))
    }
    // Validates the names and shapes of the tensors.
    _ = try Network(description, state.parameters)
    try checkSteps()
  }

  /// Refuses to overwrite existing files, except those of the network that training resumes from.
  private static func checkOverwrite(_ files: TrainingFiles, from: String?) throws {
    let path = from.flatMap { try? NetworkLibrary().path(of: $0) }
    if let path, FileIdentity(path) == FileIdentity(files.weightsPath) { return }
    guard
      let existing = [files.weightsPath, files.recordPath].first(where: { FileKind($0) != .nothing }
      )
    else { return }
    throw UsageError("‘\(existing.printable)’ already exists; choose another name for -o")
  }

  private func checkSteps() throws {
    let steps = state.record.hyperparameters.schedule.steps
    guard state.step < steps else {
      throw UsageError(
        "\(state.step) of \(steps) steps are already completed; increase --steps to continue")
    }
  }

  private init(_ description: NetworkDescription, _ state: TrainingState) {
    (self.description, self.state) = (description, state)
  }

  private init(
    checkpoint: String, _ task: String, _ options: TrainOptions,
    _ makeNetwork: (Hyperparameters) throws -> (NetworkDescription, Parameters)
  ) throws {
    var state = try TrainingFiles.state(checkpoint: checkpoint)
    try Self.check(state.record, is: task, checkpoint)
    state.record.hyperparameters = try options.hyperparameters(over: state.record.hyperparameters)
    let (description, parameters) = try makeNetwork(state.record.hyperparameters)
    guard state.parameters.haveShapes(of: parameters) else {
      throw UsageError(
        "the tensors in ‘\(checkpoint.printable)’ are not those of a network of train "
          + "\(task.printable)")
    }
    if options.revive {
      // Dead channels can only be searched in tensors of the right shapes.
      _ = try Network(description, state.parameters)
      try Self.revive(&state, description)
    }
    self.init(description, state)
  }

  private static func revive(_ state: inout TrainingState, _ description: NetworkDescription) throws
  {
    guard let count = state.reviveDeadChannels(in: description) else {
      throw UsageError(
        "--revive needs a checkpoint with \(TrainingState.deadChannelSteps) steps of its "
          + "optimizer; train longer first")
    }
    StandardError.report("reinitialized \(count) dead channels")
  }

  private init(
    weights: String, _ task: String, _ hyperparameters: Hyperparameters, _ options: TrainOptions,
    _ makeNetwork: (Hyperparameters) throws -> (NetworkDescription, Parameters)
  ) throws {
    let file = try NetworkLibrary().load(weights)
    let parameters = try file.network().parameters
    var record = TrainingRecord(task: task, hyperparameters: hyperparameters)
    // A trained network needs no pretraining.
    record.hyperparameters.pretrainingSteps = 0
    if file.path.hasSuffix(TrainingFiles.weightsExtension),
      let stored = try TrainingFiles(weightsPath: file.path).storedRecord()
    {
      try Self.check(stored, is: task, file.path)
      record = stored
      record.hyperparameters = try options.hyperparameters(over: stored.hyperparameters)
    }
    if let blocks = file.description.decoderBlocks { record.hyperparameters.decoderBlocks = blocks }
    let expected = try makeNetwork(record.hyperparameters)
    guard file.description.computesSameFunction(as: expected.0),
      parameters.haveShapes(of: expected.1)
    else {
      throw UsageError(
        "‘\(file.path.printable)’ is not a network of train \(task.printable); give another file "
          + "to --from")
    }
    self.init(file.description, TrainingState(parameters, record))
  }

  /// Extends the decoder of a compact network to `count` residual blocks.
  /// - Throws: `UsageError` if it has more blocks, or is another network.
  mutating func setDecoderBlocks(_ count: Int) throws {
    guard let blocks = description.decoderBlocks, blocks <= count else {
      throw UsageError(
        "--decoder-blocks \(count) needs a network of train adain with at most \(count) blocks")
    }
    description = .compact(decoderBlocks: count)
    state.addResidualBlocks(of: description)
    state.record.hyperparameters.decoderBlocks = count
  }

  private static func check(_ record: TrainingRecord, is task: String, _ path: String) throws {
    guard record.task == task else {
      throw UsageError(
        "‘\(path.printable)’ belongs to train \(record.task.printable), not to train \(task)")
    }
  }
}

extension Parameters {
  /// Whether names and shapes are the same.
  fileprivate func haveShapes(of others: Parameters) -> Bool {
    mapValues(\.shape) == others.mapValues(\.shape)
  }
}
