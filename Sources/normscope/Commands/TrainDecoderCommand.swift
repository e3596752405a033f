// SPDX-License-Identifier: MIT

import ArgumentParser
import FileIO
import Networks
import Stylization
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

      A decoder ends with the layers of that of the level before it: --tail adain-vgg19-relu3_1 takes \
      them over, so that the first layers alone begin anew. The first 2,000 steps then teach these what \
      VGG-19 had at the level before, by the mean of squares, and leave the others as they are.
      """)

  /// The levels that there are decoders for.
  enum Level: String, CaseIterable, ExpressibleByArgument {
    case relu1_1, relu2_1, relu3_1, relu4_1

    /// 1 to 4.
    var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }
  }

  @OptionGroup var options: TrainOptions
  @OptionGroup var own: SelfReconstructionOptions
  @Option(help: "relu1_1, relu2_1, relu3_1 or relu4_1: where AdaIN is.")
  var level = Level.relu4_1
  @Option(
    help: ArgumentHelp(
      "A decoder of the level before, whose layers this one begins with.", valueName: "NETWORK"))
  var tail: String?

  func validate() throws {
    guard tail == nil || level != .relu1_1 else {
      throw ValidationError("--tail: no level is before relu1_1")
    }
    guard tail == nil || options.from == nil else {
      throw ValidationError("--tail begins a decoder and --from goes on with one: leave one out")
    }
  }

  private var plan: TrainingPlan {
    var plan = TrainingPlan(
      batch: 4, crop: 136, seed: 1,
      schedule: LearningRateSchedule(.cosine, rate: 5e-4, floor: 1e-5, steps: 8000), opening: 250)
    if tail != nil { (plan.opening, plan.opensWithHead) = (2000, true) }
    return plan
  }

  func run() throws {
    let vgg = try LossNetwork.installedFile()
    let metadata = [
      "source": "trained; the encoder is of \(vgg.source)",
      "licence": "MIT; of the encoder: \(vgg.license)",
    ]
    try AdaINTraining(options: options, own: own, metadata: metadata).run(
      task: "decoder \(level.rawValue)", plan: plan, aim: { _ in .adain(level: level.number) },
      frozen: "encoder.", fresh: beginning)
  }

  /// The judge's own layers as encoder, and a decoder that has learned nothing but its tail.
  private func beginning(
    _ plan: TrainingPlan, _ lossNetwork: LossNetwork
  ) throws -> (NetworkDescription, Parameters) {
    let description = NetworkDescription.adain(
      at: level.number, input: lossNetwork.network.description.input)
    let fresh = description.beginning(seed: plan.seed)
    let known = lossNetwork.encoder(to: level.number).merging(try tail(of: fresh)) { $1 }
    return (description, fresh.merging(known) { $1 })
  }

  /// The layers that a decoder shares with that of the level before.
  private func tail(of fresh: Parameters) throws -> Parameters {
    guard let tail else { return [:] }
    let parameters = try NetworkLibrary().load(tail).network().parameters
    let names = NetworkDescription.adain(at: level.number - 1).trainableNames.filter {
      $0.hasPrefix("decoder.")
    }
    let shared = parameters.filter {
      names.contains($0.key) && fresh[$0.key]?.shape == $0.value.shape
    }
    guard shared.count == names.count else {
      throw UsageError(
        "‘\(tail.printable)’ has not all layers of the decoder of relu\(level.number - 1)_1")
    }
    return shared
  }
}
