// SPDX-License-Identifier: MIT

import ArgumentParser
import Networks
import Training

/// Content features that are compared: as they are, or instance-normalized.
enum ContentLossOption: String, CaseIterable, ExpressibleByArgument { case plain, normalized }

/// Training of an AdaIN network, or of its decoder alone, with photographs and paintings.
struct AdaINTraining {
  let options: TrainOptions
  let reconstruction: SelfReconstructionOptions
  /// Content comparison; nil uses that of the training record.
  var contentLoss: ContentLossOption?
  /// Residual blocks in the decoder of a compact network; nil leaves their number unchanged.
  var decoderBlocks: Int?
  /// Metadata of the weights file.
  var metadata = TrainingFiles.metadata

  /// Trains from the start or resumes.
  /// - Parameters:
  ///   - contentTarget: the content loss for hyperparameters.
  ///   - frozenPrefix: parameters whose names have this prefix stay constant.
  ///   - makeNetwork: the network and initial parameters of a new training.
  func run(
    task: String, hyperparameters: Hyperparameters,
    contentTarget: (Hyperparameters) -> AdaINObjective.ContentLossKind,
    frozenPrefix: String? = nil,
    makeNetwork: (Hyperparameters, LossNetwork) throws -> (NetworkDescription, Parameters)
  ) throws {
    let contents = try TrainingPictures(options.content, option: "--content")
    let styles = try TrainingPictures(reconstruction.style, option: "--style")
    try options.checkSheet(contents.paths + styles.paths)
    let lossNetwork = try LossNetwork.installed()
    var start = try TrainingStartingPoint(options, task: task, hyperparameters: hyperparameters) {
      try makeNetwork($0, lossNetwork)
    }
    if let decoderBlocks { try start.setDecoderBlocks(decoderBlocks) }
    start.state.restoreEncoderPrecision(from: lossNetwork)
    update(&start.state.record, data: [contents.record, styles.record])
    let trained = start.description.trainableNames.filter { name in
      !(frozenPrefix.map(name.hasPrefix) ?? false)
    }
    let (hyperparameters, seeds) = (start.state.record.hyperparameters, start.seeds)
    let objective = try AdaINObjective(
      Network(start.description, start.state.parameters), trained: trained,
      contents: contents.batches(hyperparameters, seed: seeds.0),
      styles: styles.batches(hyperparameters, seed: seeds.1, jittersColors: true),
      lossNetwork: lossNetwork, contentTarget: contentTarget(hyperparameters),
      weights: hyperparameters.weights,
      pretrainingSteps: hyperparameters.pretrainingSteps,
      pretrainsFirstDecoderLayers: hyperparameters.pretrainsFirstDecoderLayers)
    let session = TrainingSession(
      options: options, description: start.description, metadata: metadata
    ) {
      try ContactSheet(of: $0, contents.split.validation, in: styles.split.validation)
    }
    try session.run(Trainer(objective, from: start.state))
  }

  /// Updates the record for this invocation.
  private func update(_ record: inout TrainingRecord, data: [TrainingRecord.Dataset]) {
    if let contentLoss { record.hyperparameters.comparesNormalized = contentLoss == .normalized }
    if let steps = reconstruction.pretrainingSteps {
      record.hyperparameters.pretrainingSteps = steps
    }
    if let weight = reconstruction.reconstructionWeight {
      record.hyperparameters.weights.reconstruction = weight
    }
    record.data = data
    record.beginInvocation(command: TrainingSession.command)
  }
}

extension TrainingStartingPoint {
  /// Seeds of two generators. They depend on the step, so that training that resumes from weights
  /// alone does not repeat the batches it has seen.
  var seeds: (UInt64, UInt64) {
    let seed = state.record.hyperparameters.seed &+ 2 &* UInt64(state.step)
    return (seed, ~seed)
  }
}
