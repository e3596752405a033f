// SPDX-License-Identifier: MIT

import ArgumentParser
import Networks
import Training

/// Command `train multistyle`: trains one network for several styles.
struct TrainMultiStyleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "multistyle",
    abstract: "Train a network with one row of γ and β per style.",
    discussion: """
      Conditional instance normalization after every convolution. Loss terms and their default weights:
        content    1    mean squared error at relu4_1
        style      8    squared error of means and deviations, relu1_1…relu4_1
        range      10   squared excess of values outside 0…1
        variation  0.1  total variation

      Styles keep the order of --style and are named after their files.
      """)

  @OptionGroup var options: TrainOptions
  @OptionGroup var styleOptions: StyleListOptions

  private static let hyperparameters = Hyperparameters(
    batchSize: 4, cropSize: 136, seed: 1,
    schedule: LearningRateSchedule(
      .cosine, learningRate: 1e-3, minimumLearningRate: 3e-5, steps: 10_000))

  func run() throws {
    let styles = try FileList(styleOptions.style).paths
    guard styles.count > 1 else {
      throw UsageError(
        "--style has \(styles.count) picture, but train multistyle needs at least 2; for one "
          + "style use train transfer")
    }
    let description = NetworkDescription.multiStyle(widths: [32, 64, 64, 32, 16], blocks: 5)
    try MultiStyleTraining(options: options, styles: styles, styleOptions: styleOptions).run(
      task: "multistyle", hyperparameters: Self.hyperparameters
    ) { hyperparameters in
      (description, description.initialParameters(seed: hyperparameters.seed, styles: styles.count))
    }
  }
}
