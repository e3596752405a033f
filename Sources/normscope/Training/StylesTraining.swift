// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Networks
import Normalization
import Pictures
import Training

/// A training with photographs and a few styles, each of one picture.
struct StylesTraining {
  let options: TrainOptions
  let styles: [String]
  /// How styles are seen and compared, where the record is not to say it.
  let given: StyleListOptions

  /// Runs a stretch of it.
  func run(
    task: String, plan: TrainingPlan,
    fresh: (TrainingPlan) throws -> (NetworkDescription, Parameters)
  ) throws {
    let (contents, lossNetwork) = (try TrainingFolder(options.content), try LossNetwork.installed())
    try options.checkSheet(contents.paths + styles)
    var start = try TrainingStart(options, task: task, plan: plan, fresh: fresh)
    try check(start.state.record.styles)
    start.state.record.styles = names
    given.change(&start.state.record.plan)
    start.state.record.data = [contents.record]
    start.state.record.begin(command: TrainingSession.command)
    let (plan, seeds) = (start.state.record.plan, start.seeds)
    let objective = try MultiStyleObjective(
      Network(start.description, start.state.parameters),
      trained: start.description.trainableNames,
      contents: contents.batches(plan, seed: seeds.0), styles: targets(lossNetwork, plan),
      lossNetwork: lossNetwork, weights: plan.weights, seed: seeds.1)
    let session = TrainingSession(options: options, description: start.description) {
      try ContactSheet(of: $0, contents.holdout.validation, rowsOf: styles)
    }
    try session.run(Trainer(objective, from: start.state))
  }

  /// The styles' names: those of their files.
  private var names: [String] { styles.map(NetworkLibrary.name(ofPicture:)) }

  /// Rows that were learned for other pictures would be spoiled.
  private func check(_ before: [String]) throws {
    guard before.isEmpty || before == names else {
      throw UsageError(
        "this training was begun with the styles \(before.joined(separator: ", ").printable)")
    }
  }

  /// What the judge sees in each style.
  private func targets(_ lossNetwork: LossNetwork, _ plan: TrainingPlan) throws -> [StyleGoal] {
    try styles.map {
      plan.usesGram
        ? try lossNetwork.matrices(ofPicture: $0, size: plan.styleSize)
        : .moments(try lossNetwork.moments(ofPicture: $0, size: plan.styleSize))
    }
  }
}

extension LossNetwork {
  /// What it sees of the style of a picture's file.
  func moments(ofPicture path: String, size: Int) throws -> StyleMoments {
    try impression(of: picture(path, size: size)).levels
  }

  /// The Gram matrices that it sees.
  func matrices(ofPicture path: String, size: Int) throws -> StyleGoal {
    let picture = try picture(path, size: size)
    return try PerceptualLoss(self, picture.shape, seesGram: true).matrices(of: picture)
  }

  private func picture(_ path: String, size: Int) throws -> Tensor<Float> {
    let (tensor, warnings) = try NetworkStudio.tensor(path, size: size)
    warnings.forEach { StandardError.print("normscope: \($0)") }
    return tensor
  }
}

extension NetworkLibrary {
  /// A picture's file name without folders and ending.
  static func name(ofPicture path: String) -> String { StyleBankEntry.stem(of: path) }
}
