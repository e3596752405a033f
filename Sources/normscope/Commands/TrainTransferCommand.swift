// SPDX-License-Identifier: MIT

import ArgumentParser
import Networks
import Training

/// Command `train transfer`: trains a network for one style.
struct TrainTransferCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "transfer",
    abstract: "Train a feed-forward network for one style, with batch or instance normalization.",
    discussion: """
      Johnson's network at half width, with the losses of train multistyle. With the same seed, both \
      normalizations start from the same weights and see the same pictures in the same order.
      """)

  @OptionGroup var options: TrainOptions
  @OptionGroup var styleOptions: StyleListOptions
  @Option(help: "Normalization.")
  var norm = NetworkDescription.FeedForwardNorm.instance

  private static let hyperparameters = Hyperparameters(
    batchSize: 4, cropSize: 136, seed: 1,
    schedule: LearningRateSchedule(
      .cosine, learningRate: 1e-3, minimumLearningRate: 3e-5, steps: 5000))

  func run() throws {
    let styles = try FileList(styleOptions.style).paths
    guard styles.count == 1 else {
      throw UsageError(
        "--style has \(styles.count) pictures, but train transfer needs exactly 1; for several "
          + "styles use train multistyle")
    }
    var description = NetworkDescription.transfer(width: 16, norm: norm)
    // RGB 0…1 instead of 0…255: initial outputs near 1 are closer to a picture.
    (description.input, description.output) = (.unit, .unit)
    try MultiStyleTraining(options: options, styles: styles, styleOptions: styleOptions).run(
      task: "transfer \(norm.rawValue)", hyperparameters: Self.hyperparameters
    ) { hyperparameters in
      (description, description.initialParameters(seed: hyperparameters.seed))
    }
  }
}

extension NetworkDescription.FeedForwardNorm: ExpressibleByArgument {}
