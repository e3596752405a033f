// SPDX-License-Identifier: MIT

import ArgumentParser
import FileIO
import Networks
import Stylization
import Training

/// Command `train decoder`: trains a decoder for features of VGG-19.
struct TrainDecoderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decoder",
    abstract: "Train a decoder for VGG-19 features after AdaIN.",
    discussion: """
      The encoder, VGG-19 up to the level, stays constant; the decoder mirrors it. Loss terms and \
      their default weights:
        content         1    mean squared error to the AdaIN of the level's features
        style           8    squared error of means and deviations up to the level
        reconstruction  4    mean |x − y| of one picture per batch that is also its own style
        range           10   squared excess of values outside 0…1
        variation       0.1  total variation

      The first 250 steps train reconstruction alone.

      The last layers of a decoder have the same shapes as the decoder of the previous level: \
      --tail adain-vgg19-relu3_1 copies their weights. The first 2,000 steps then train the other \
      layers alone, by the mean squared error to VGG-19's features at the previous level.
      """)

  /// Level of VGG-19.
  enum Level: String, CaseIterable, ExpressibleByArgument {
    case relu1_1, relu2_1, relu3_1, relu4_1

    /// 1 to 4.
    var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }
  }

  @OptionGroup var options: TrainOptions
  @OptionGroup var reconstruction: SelfReconstructionOptions
  @Option(help: "Level of VGG-19 at which AdaIN is applied.")
  var level = Level.relu4_1
  @Option(
    help: ArgumentHelp(
      "Name of a network with a decoder of the previous level, or its file; its layers are copied.",
      valueName: "NAME"))
  var tail: String?

  func validate() throws {
    guard tail == nil || level != .relu1_1 else {
      throw ValidationError("--tail: relu1_1 has no previous level")
    }
    guard tail == nil || options.from == nil else {
      throw ValidationError("--tail starts a new decoder and --from resumes one; give only one")
    }
  }

  private var hyperparameters: Hyperparameters {
    var hyperparameters = Hyperparameters(
      batchSize: 4, cropSize: 136, seed: 1,
      schedule: LearningRateSchedule(
        .cosine, learningRate: 5e-4, minimumLearningRate: 1e-5, steps: 8000),
      pretrainingSteps: 250)
    if tail != nil {
      (hyperparameters.pretrainingSteps, hyperparameters.pretrainsFirstDecoderLayers) = (2000, true)
    }
    return hyperparameters
  }

  func run() throws {
    let vgg = try LossNetwork.installedFile()
    let metadata = [
      "source": "trained; the encoder is of \(vgg.source)",
      "licence": "MIT; of the encoder: \(vgg.license)",
    ]
    try AdaINTraining(options: options, reconstruction: reconstruction, metadata: metadata).run(
      task: "decoder \(level.rawValue)", hyperparameters: hyperparameters,
      contentTarget: { _ in .adain(level: level.number) }, frozenPrefix: "encoder.",
      makeNetwork: network)
  }

  /// Returns the network with the loss network's layers as encoder and an untrained decoder, except
  /// for the layers of `tail`.
  private func network(
    _ hyperparameters: Hyperparameters, _ lossNetwork: LossNetwork
  ) throws -> (NetworkDescription, Parameters) {
    let description = NetworkDescription.adain(
      at: level.number, input: lossNetwork.network.description.input)
    let initial = description.initialParameters(seed: hyperparameters.seed)
    let trained = lossNetwork.encoder(to: level.number).merging(try tailParameters(initial)) { $1 }
    return (description, initial.merging(trained) { $1 })
  }

  /// Returns the parameters of `tail` that are layers of this decoder.
  private func tailParameters(_ initial: Parameters) throws -> Parameters {
    guard let tail else { return [:] }
    let parameters = try NetworkLibrary().load(tail).network().parameters
    let names = NetworkDescription.adain(at: level.number - 1).trainableNames.filter {
      $0.hasPrefix("decoder.")
    }
    let shared = parameters.filter {
      names.contains($0.key) && initial[$0.key]?.shape == $0.value.shape
    }
    guard shared.count == names.count else {
      throw UsageError(
        "--tail: ‘\(tail.printable)’ has \(shared.count) of the \(names.count) tensors of a "
          + "decoder for relu\(level.number - 1)_1")
    }
    return shared
  }
}
