// SPDX-License-Identifier: MIT

import ArgumentParser
import Pictures
import Training

/// Options shared by all `train` commands. When training resumes, options that are not given keep
/// the values of the training record.
struct TrainOptions: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Content pictures: files, folders or quoted glob patterns.", valueName: "PATH"))
  var content: [String]
  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Output file of the weights.", valueName: "NAME.safetensors"))
  var output: String
  @Option(
    help: ArgumentHelp("Checkpoint or network to resume from.", valueName: "FILE"))
  var from: String?
  @Flag(
    help: """
      Reinitialize dead channels, which have had no gradient since the optimizer state was created; \
      needs --from with a checkpoint.
      """)
  var revive = false
  @Option(help: ArgumentHelp("Total number of steps.", valueName: "N"))
  var steps: Int?
  @Option(help: ArgumentHelp("Pictures per step.", valueName: "N"))
  var batch: Int?
  @Option(help: ArgumentHelp("Side of the square crops.", valueName: "PIXELS"))
  var crop: Int?
  @Option(
    name: [.customLong("learning-rate"), .customLong("rate")],
    help: ArgumentHelp("Learning rate.", valueName: "R"))
  var learningRate: Double?
  @Option(
    name: [.customLong("minimum-learning-rate"), .customLong("floor")],
    help: ArgumentHelp("Final learning rate of the cosine decay.", valueName: "R"))
  var minimumLearningRate: Double?
  @Option(
    name: [.customLong("learning-rate-decay"), .customLong("course")],
    help: "How the learning rate changes.")
  var decay: LearningRateDecay?
  @Option(help: ArgumentHelp("Weight of the style loss (default: 8).", valueName: "W"))
  var styleWeight: Double?
  @Option(
    help: ArgumentHelp("Weight of the total variation loss (default: 0.1).", valueName: "W"))
  var variationWeight: Double?
  @Option(
    help: ArgumentHelp("Maximum L2 norm of the gradients (default: 10).", valueName: "NORM"))
  var clip: Double?
  @Option(
    help: "Optimizer; soap is Adam in the gradients' eigenbases (default: adam).")
  var optimizer: OptimizerKind?
  @Option(help: ArgumentHelp("Seed of the random numbers.", valueName: "S"))
  var seed: UInt64?
  @Option(help: ArgumentHelp("Save and stop after this many minutes.", valueName: "M"))
  var minutes: Double?
  @Option(
    help: ArgumentHelp(
      "Contact sheet of results for the validation pictures, written at every save.",
      valueName: "OUT.png"))
  var sheet: String?

  func validate() throws {
    guard output.hasSuffix(TrainingFiles.weightsExtension) else {
      throw ValidationError(
        "-o \(output): the file name must end in \(TrainingFiles.weightsExtension)")
    }
    if let sheet, OutputPictureFormat(path: sheet) == nil {
      throw ValidationError("--sheet \(sheet): the file name must end in .png or .jpg")
    }
    guard !revive || from?.hasSuffix(".checkpoint") == true else {
      throw ValidationError(
        "--revive needs --from with a checkpoint, which records the channels without a gradient")
    }
    try check(steps, "--steps", in: Hyperparameters.stepCounts)
    try check(batch, "--batch", in: Hyperparameters.batchSizes)
    try check(crop, "--crop", in: 32...1024)
    try Self.check(minutes: minutes)
    try [
      (learningRate, "--learning-rate"), (minimumLearningRate, "--minimum-learning-rate"),
      (styleWeight, "--style-weight"), (clip, "--clip"), (variationWeight, "--variation-weight"),
    ].forEach { value, name in
      guard let value, !(value > 0 && value.isFinite) else { return }
      throw ValidationError("\(name) \(value): must be greater than 0")
    }
  }

  /// Validates `--minutes`. Larger values would overflow the clock's arithmetic.
  static func check(minutes: Double?) throws {
    guard let minutes, !(minutes > 0 && minutes <= 1e7) else { return }
    throw ValidationError(
      "--minutes \(minutes): must be greater than 0 and at most 10,000,000")
  }

  private func check(_ value: Int?, _ name: String, in range: ClosedRange<Int>) throws {
    guard let value, !range.contains(value) else { return }
    throw ValidationError(
      "\(name) \(value): must be between \(range.lowerBound) and \(range.upperBound)")
  }

  /// Refuses a contact sheet that would replace one of the training pictures.
  func checkSheet(_ inputs: [String]) throws {
    if let sheet { try OutputFolder.check(sheet, of: "--sheet", isNoneOf: inputs) }
  }

  /// Returns hyperparameters with the given options applied.
  /// - Throws: `UsageError` if the minimum learning rate exceeds the learning rate.
  func hyperparameters(over hyperparameters: Hyperparameters) throws -> Hyperparameters {
    var hyperparameters = hyperparameters
    hyperparameters.batchSize = batch ?? hyperparameters.batchSize
    hyperparameters.cropSize = crop ?? hyperparameters.cropSize
    hyperparameters.seed = seed ?? hyperparameters.seed
    hyperparameters.weights.style = styleWeight ?? hyperparameters.weights.style
    hyperparameters.weights.variation = variationWeight ?? hyperparameters.weights.variation
    hyperparameters.clipNorm = clip ?? hyperparameters.clipNorm
    hyperparameters.optimizer = optimizer ?? hyperparameters.optimizer
    let old = hyperparameters.schedule
    let rate = learningRate ?? old.learningRate
    let minimum = minimumLearningRate ?? min(old.minimumLearningRate, rate)
    guard minimum <= rate else {
      throw UsageError(
        "--minimum-learning-rate \(minimum) is greater than the learning rate \(rate)")
    }
    hyperparameters.schedule = LearningRateSchedule(
      decay ?? old.decay, learningRate: rate, minimumLearningRate: minimum,
      steps: steps ?? old.steps)
    return hyperparameters
  }
}

extension LearningRateDecay: ExpressibleByArgument {}

extension OptimizerKind: ExpressibleByArgument {}
