// SPDX-License-Identifier: MIT

import ArgumentParser
import Networks
import Training

/// What is compared of the content.
enum ContentChoice: String, CaseIterable, ExpressibleByArgument { case plain, normalized }

/// A training with photographs and paintings, of an AdaIN network or its decoder.
struct AdaINTraining {
  let options: TrainOptions
  let own: SelfReconstructionOptions
  /// What is compared of the content; nil for what the record says.
  var contentLoss: ContentChoice?
  /// How many residual blocks a compact network's decoder is to have; nil for those that it has.
  var decoderBlocks: Int?
  /// What is said of the weights in their file.
  var metadata = TrainingFiles.metadata

  /// Runs a stretch of it. What a fresh network has of encoder and decoder is trained but for tensors
  /// that begin with `frozen`.
  func run(
    task: String, plan: TrainingPlan, aim: (TrainingPlan) -> AdaINObjective.Aim,
    frozen: String? = nil,
    fresh: (TrainingPlan, LossNetwork) throws -> (NetworkDescription, Parameters)
  ) throws {
    let (contents, styles) = (try TrainingFolder(options.content), try TrainingFolder(own.style))
    try options.checkSheet(contents.paths + styles.paths)
    let lossNetwork = try LossNetwork.installed()
    var start = try TrainingStart(options, task: task, plan: plan) { try fresh($0, lossNetwork) }
    if let decoderBlocks { try start.deepen(to: decoderBlocks) }
    start.state.restoreEncoder(from: lossNetwork)
    note(in: &start.state.record, [contents.record, styles.record])
    let trained = start.description.trainableNames.filter { name in
      !(frozen.map(name.hasPrefix) ?? false)
    }
    let (plan, seeds) = (start.state.record.plan, start.seeds)
    let objective = try AdaINObjective(
      Network(start.description, start.state.parameters), trained: trained,
      contents: contents.batches(plan, seed: seeds.0),
      styles: styles.batches(plan, seed: seeds.1, changesColors: true),
      lossNetwork: lossNetwork, aim: aim(plan), weights: plan.weights, opening: plan.opening,
      opensWithHead: plan.opensWithHead)
    let session = TrainingSession(
      options: options, description: start.description, metadata: metadata
    ) {
      try ContactSheet(of: $0, contents.holdout.validation, in: styles.holdout.validation)
    }
    try session.run(Trainer(objective, from: start.state))
  }

  /// What the record says of the stretch that begins.
  private func note(in record: inout TrainingRecord, _ data: [TrainingRecord.Folder]) {
    if let contentLoss { record.plan.comparesNormalized = contentLoss == .normalized }
    if let opening = own.opening { record.plan.opening = opening }
    if let weight = own.ownWeight { record.plan.weights.own = weight }
    record.data = data
    record.begin(command: TrainingSession.command)
  }
}

extension TrainingStart {
  /// Seeds for two generators; with a step in them, what was seen is not drawn again where only weights
  /// were kept.
  var seeds: (UInt64, UInt64) {
    let seed = state.record.plan.seed &+ 2 &* UInt64(state.step)
    return (seed, ~seed)
  }
}
