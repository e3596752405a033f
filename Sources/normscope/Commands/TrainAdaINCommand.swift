// SPDX-License-Identifier: MIT

import ArgumentParser
import Networks
import Training

/// Command `train adain`: trains the encoder and decoder of a compact network.
struct TrainAdaINCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adain",
    abstract: "Train a small AdaIN network, which accepts any style.",
    discussion: """
      Trains encoder and decoder together. Loss terms and their default weights:
        content         1    mean squared error at relu4_1
        style           8    squared error of means and deviations, relu1_1…relu4_1
        reconstruction  4    mean |x − y| of one picture per batch that is also its own style
        range           10   squared excess of values outside 0…1
        variation       0.1  total variation

      The first 250 steps train reconstruction alone. Colors and contrast of styles are augmented.
      """)

  @OptionGroup var options: TrainOptions
  @OptionGroup var reconstruction: SelfReconstructionOptions
  @Option(
    help: "Content features to compare, plain or instance-normalized (default: plain).")
  var contentLoss: ContentLossOption?
  @Option(
    help: ArgumentHelp(
      """
      Residual blocks of the decoder, 1 to 8 (default: 2). With --from, new blocks start as the \
      identity.
      """, valueName: "N"))
  var decoderBlocks: Int?

  private static let hyperparameters = Hyperparameters(
    batchSize: 4, cropSize: 136, seed: 1,
    schedule: LearningRateSchedule(
      .cosine, learningRate: 1e-3, minimumLearningRate: 3e-5, steps: 8400),
    pretrainingSteps: 250)

  func validate() throws {
    if let decoderBlocks, !NetworkDescription.blockCounts.contains(decoderBlocks) {
      throw ValidationError("--decoder-blocks \(decoderBlocks): must be between 1 and 8")
    }
  }

  func run() throws {
    var hyperparameters = Self.hyperparameters
    hyperparameters.decoderBlocks = decoderBlocks ?? hyperparameters.decoderBlocks
    try AdaINTraining(
      options: options, reconstruction: reconstruction, contentLoss: contentLoss,
      decoderBlocks: decoderBlocks
    ).run(
      task: "adain", hyperparameters: hyperparameters,
      contentTarget: { $0.comparesNormalized ? .normalized : .plain }
    ) { hyperparameters, _ in
      let description = NetworkDescription.compact(decoderBlocks: hyperparameters.decoderBlocks)
      return (description, description.initialParameters(seed: hyperparameters.seed))
    }
  }
}
