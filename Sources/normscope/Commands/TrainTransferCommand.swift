// SPDX-License-Identifier: MIT

import ArgumentParser
import Networks
import Training

/// Trains a network for one style.
struct TrainTransferCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "transfer",
    abstract: "Train a feed-forward network for one style, with batch or instance normalization.",
    discussion: """
      Johnson's network of half width. Losses are those of train multistyle. With one seed, both \
      norms begin with the same weights and see the same pictures in the same order.
      """)

  @OptionGroup var options: TrainOptions
  @OptionGroup var given: StyleListOptions
  @Option(help: "batch or instance.")
  var norm = NetworkDescription.TransferNorm.instance

  private static let plan = TrainingPlan(
    batch: 4, crop: 136, seed: 1,
    schedule: LearningRateSchedule(.cosine, rate: 1e-3, floor: 3e-5, steps: 5000))

  func run() throws {
    let styles = try FileList(given.style).paths
    guard styles.count == 1 else {
      throw UsageError("a feed-forward network has one style, not \(styles.count)")
    }
    var description = NetworkDescription.transfer(width: 16, norm: norm)
    // Values near 1 begin nearer to a picture than levels up to 255.
    (description.input, description.output) = (.unit, .unit)
    try StylesTraining(options: options, styles: styles, given: given).run(
      task: "transfer \(norm.rawValue)", plan: Self.plan
    ) { plan in
      (description, description.beginning(seed: plan.seed))
    }
  }
}

extension NetworkDescription.TransferNorm: ExpressibleByArgument {}
