// SPDX-License-Identifier: MIT

import ArgumentParser
import Networks
import Training

/// Trains the way back from a level of VGG-19.
struct TrainDecoderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decoder",
    abstract: "Train a decoder for VGG-19's features after AdaIN.",
    discussion: """
      VGG-19 to the level stays as it is; the mirrored decoder learns. Content is the mean squared \
      difference from what AdaIN made of the level's features, weight 1; style that of means and \
      deviations up to the level, weight 8; one picture of a batch is its own style, mean |x − y|, \
      weight 4, and the first 250 steps ask for nothing else.
      """)

  /// The levels that there are decoders for.
  enum Level: String, CaseIterable, ExpressibleByArgument {
    case relu1_1, relu2_1, relu3_1, relu4_1

    /// 1 to 4.
    var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }
  }

  @OptionGroup var options: TrainOptions
  @OptionGroup var own: OwnOptions
  @Option(help: "relu1_1, relu2_1, relu3_1 or relu4_1: where AdaIN is.")
  var level = Level.relu4_1

  private static let plan = TrainingPlan(
    batch: 4, crop: 136, seed: 1,
    schedule: Schedule(.cosine, rate: 5e-4, floor: 1e-5, steps: 8000), opening: 250)

  func run() throws {
    let vgg = try Judge.installedFile()
    let metadata = [
      "source": "trained; the encoder is of \(vgg.source)",
      "licence": "MIT; of the encoder: \(vgg.licence)",
    ]
    try AdaINTraining(options: options, own: own, metadata: metadata).run(
      task: "decoder \(level.rawValue)", plan: Self.plan, aim: { _ in .adain(level: level.number) },
      frozen: "encoder.", fresh: beginning)
  }

  /// The judge's own layers as encoder, and a decoder that has learned nothing.
  private func beginning(
    _ plan: TrainingPlan, _ judge: Judge
  ) -> (NetworkDescription, Parameters) {
    let description = NetworkDescription.adain(
      at: level.number, input: judge.network.description.input)
    let fresh = description.beginning(seed: plan.seed)
    return (description, fresh.merging(judge.encoder(to: level.number)) { $1 })
  }
}
