// SPDX-License-Identifier: MIT

import ArgumentParser
import Networks
import Training

/// Trains the compact network, encoder and decoder together.
struct TrainAdaINCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adain",
    abstract: "Train a small AdaIN network, which takes any style.",
    discussion: """
      Encoder and decoder learn together. Content is the mean squared difference of relu4_1, or of \
      relu4_1 instance-normalized, weight 1; style that of means and deviations at relu1_1 to \
      relu4_1, weight 8; one picture of a batch is its own style, mean |x − y|, weight 4, and the \
      first 250 steps ask for nothing else; values beyond 0…1, weight 10; total variation 0.1. Styles \
      are given other colors and contrasts.
      """)

  @OptionGroup var options: TrainOptions
  @OptionGroup var own: SelfReconstructionOptions
  @Option(help: "plain or normalized: what is compared of the content; plain at first.")
  var contentLoss: ContentChoice?
  @Option(
    help: ArgumentHelp(
      "Residual blocks of the decoder, 1 to 8; 2 at first. New ones add nothing to --from's yet.",
      valueName: "N"))
  var decoderBlocks: Int?

  private static let plan = TrainingPlan(
    batch: 4, crop: 136, seed: 1,
    schedule: LearningRateSchedule(.cosine, rate: 1e-3, floor: 3e-5, steps: 8400), opening: 250)

  func validate() throws {
    guard decoderBlocks.map(NetworkDescription.blockCounts.contains) ?? true else {
      throw ValidationError("--decoder-blocks \(decoderBlocks ?? 0): 1 to 8 are possible")
    }
  }

  func run() throws {
    var plan = Self.plan
    plan.decoderBlocks = decoderBlocks ?? plan.decoderBlocks
    try AdaINTraining(
      options: options, own: own, contentLoss: contentLoss, decoderBlocks: decoderBlocks
    ).run(
      task: "adain", plan: plan, aim: { $0.comparesNormalized ? .normalized : .own }
    ) { plan, _ in
      let description = NetworkDescription.compact(decoderBlocks: plan.decoderBlocks)
      return (description, description.beginning(seed: plan.seed))
    }
  }
}
