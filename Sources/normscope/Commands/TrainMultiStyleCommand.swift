// SPDX-License-Identifier: MIT

import ArgumentParser
import Networks
import Training

/// Trains one network for several styles.
struct TrainMultiStyleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "multistyle",
    abstract: "Train a network with a row of γ and β for each of several styles.",
    discussion: """
      Conditional instance normalization after every convolution. Content is the mean squared \
      difference of relu4_1, weight 1; style that of means and deviations at relu1_1 to relu4_1, \
      weight 8. Styles are the pictures in their order, by their files' names.
      """)

  @OptionGroup var options: TrainOptions
  @OptionGroup var given: StyleListOptions

  private static let plan = TrainingPlan(
    batch: 4, crop: 136, seed: 1,
    schedule: LearningRateSchedule(.cosine, rate: 1e-3, floor: 3e-5, steps: 10_000))

  func run() throws {
    let styles = try FileList(given.style).paths
    guard styles.count > 1 else {
      throw UsageError("one style is what train transfer learns; --style names more pictures")
    }
    let description = NetworkDescription.multiStyle(widths: [32, 64, 64, 32, 16], blocks: 5)
    try StylesTraining(options: options, styles: styles, given: given).run(
      task: "multistyle", plan: Self.plan
    ) { plan in
      (description, description.beginning(seed: plan.seed, styles: styles.count))
    }
  }
}
