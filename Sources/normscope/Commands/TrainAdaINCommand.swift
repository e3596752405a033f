// SPDX-License-Identifier: MIT

import ArgumentParser
import Networks
import Normalization
import Training

/// Trains the compact network, encoder and decoder together.
struct TrainAdaINCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adain",
    abstract: "Train a small AdaIN network, which takes any style.",
    discussion: """
      Encoder and decoder learn together. Content is the mean squared difference of \
      instance-normalized relu4_1, weight 1; style that of means and deviations at relu1_1 to \
      relu4_1, weight 8; one picture of a batch is its own style, mean |x − y|, weight 4, and the \
      first 250 steps ask for nothing else; values beyond 0…1, weight 10; total variation 0.1. Styles \
      are given other colors and contrasts.
      """)

  @OptionGroup var options: TrainOptions
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Paintings: pictures, folders or patterns.", valueName: "PATH"))
  var style: [String]

  private static let plan = TrainingPlan(
    batch: 4, crop: 136, seed: 1,
    schedule: Schedule(.cosine, rate: 1e-3, floor: 3e-5, steps: 8400))

  func run() throws {
    let (contents, styles) = (try TrainingFolder(options.content), try TrainingFolder(style))
    var start = try TrainingStart(options, task: "adain", plan: Self.plan) { plan in
      (.compact, NetworkDescription.compact.beginning(seed: plan.seed))
    }
    start.state.record.data = [contents.record, styles.record]
    start.state.record.begin(command: TrainingSession.command)
    let (plan, step) = (start.state.record.plan, UInt64(start.state.step))
    let network = try Network(start.description, start.state.parameters)
    let lesson = try AdaINLesson(
      network, trained: start.description.trainableNames,
      // Pictures that were seen are not seen again where only weights were kept.
      contents: contents.batches(plan, seed: plan.seed &+ 2 &* step),
      styles: styles.batches(plan, seed: ~(plan.seed &+ 2 &* step), changesColors: true),
      judge: try Judge.installed())
    let session = TrainingSession(options: options, description: start.description) {
      try ContactSheet(of: $0, contents.holdout.validation, in: styles.holdout.validation)
    }
    try session.run(Trainer(lesson, from: start.state))
  }
}
