// SPDX-License-Identifier: MIT

import ArgumentParser
import Pictures
import Training

/// What all trainings have in common. Where a training goes on, what is not given is its record's.
struct TrainOptions: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Photographs: pictures, folders or patterns.", valueName: "PATH"))
  var content: [String]
  @Option(
    name: [.short, .long], help: ArgumentHelp("The weights.", valueName: "NAME.safetensors"))
  var output: String
  @Option(
    help: ArgumentHelp("Where to go on: a checkpoint, or a network's weights.", valueName: "FILE"))
  var from: String?
  @Flag(
    help: "With --from a checkpoint: channels that had no gradient since it began do so anew.")
  var revive = false
  @Option(help: ArgumentHelp("Steps of the whole training.", valueName: "N"))
  var steps: Int?
  @Option(help: ArgumentHelp("Pictures a step.", valueName: "N"))
  var batch: Int?
  @Option(help: ArgumentHelp("Sides of the squares out of pictures.", valueName: "PIXELS"))
  var crop: Int?
  @Option(help: ArgumentHelp("The highest rate of the optimizer.", valueName: "R"))
  var rate: Double?
  @Option(help: ArgumentHelp("Where the rate ends; with cosine.", valueName: "R"))
  var floor: Double?
  @Option(help: "cosine or constant: the course of the rate.")
  var course: LearningRateSchedule.LearningRateDecay?
  @Option(help: ArgumentHelp("How much style counts beside content; 8 at first.", valueName: "W"))
  var styleWeight: Double?
  @Option(
    help: ArgumentHelp(
      "How much it counts that neighbouring pixels differ; 0.1 at first.", valueName: "W"))
  var variationWeight: Double?
  @Option(
    help: ArgumentHelp("The norm that gradients are clipped to; 10 at first.", valueName: "N"))
  var clip: Double?
  @Option(help: "adam or soap, which is Adam in the gradients' eigenbases; adam at first.")
  var optimizer: OptimizerKind?
  @Option(help: ArgumentHelp("One seed, one training.", valueName: "S"))
  var seed: UInt64?
  @Option(help: ArgumentHelp("Save and end after so long.", valueName: "M"))
  var minutes: Double?
  @Option(
    help: ArgumentHelp(
      "A picture of what becomes of those that were set aside, whenever all is saved.",
      valueName: "OUT.png"))
  var sheet: String?

  func validate() throws {
    guard output.hasSuffix(TrainingFiles.ending) else {
      throw ValidationError("-o needs a name that ends in \(TrainingFiles.ending)")
    }
    guard sheet.map({ PictureFormat(path: $0) != nil }) ?? true else {
      throw ValidationError("--sheet needs a name that ends in .png or .jpg")
    }
    guard !revive || from?.hasSuffix(".checkpoint") == true else {
      throw ValidationError("--revive needs --from a checkpoint, which knows what had no gradient")
    }
    try check(steps, "--steps", in: TrainingPlan.stepCounts)
    try check(batch, "--batch", in: TrainingPlan.batches)
    try check(crop, "--crop", in: 32...1024)
    try Self.check(minutes: minutes)
    try [
      (rate, "--rate"), (floor, "--floor"),
      (styleWeight, "--style-weight"), (clip, "--clip"), (variationWeight, "--variation-weight"),
    ].forEach { value, name in
      guard value.map({ $0 > 0 && $0.isFinite }) ?? true else {
        throw ValidationError("\(name) needs a number above 0")
      }
    }
  }

  /// What a training may be told of its time: a clock's arithmetic ends somewhere.
  static func check(minutes: Double?) throws {
    guard minutes.map({ $0 > 0 && $0 <= 1e7 }) ?? true else {
      throw ValidationError("--minutes needs a number above 0, 10,000,000 at most")
    }
  }

  private func check(_ value: Int?, _ name: String, in range: ClosedRange<Int>) throws {
    guard value.map(range.contains) ?? true else {
      throw ValidationError(
        "\(name) \(value ?? 0): \(range.lowerBound) to \(range.upperBound) are possible")
    }
  }

  /// Refuses a sheet that would take the place of a picture that is learned from.
  func checkSheet(_ inputs: [String]) throws {
    if let sheet { try OutputFolder.check(sheet, of: "--sheet", isNoneOf: inputs) }
  }

  /// The plan with all that is given in its place. - Throws: where the rate would rise to its end.
  func plan(over plan: TrainingPlan) throws -> TrainingPlan {
    var plan = plan
    plan.batch = batch ?? plan.batch
    plan.crop = crop ?? plan.crop
    plan.seed = seed ?? plan.seed
    plan.weights.style = styleWeight ?? plan.weights.style
    plan.weights.variation = variationWeight ?? plan.weights.variation
    plan.clip = clip ?? plan.clip
    plan.optimizer = optimizer ?? plan.optimizer
    let old = plan.schedule
    let (rate, floor) = (rate ?? old.rate, floor ?? min(old.floor, rate ?? old.rate))
    guard floor <= rate else { throw UsageError("--floor \(floor) is above the rate, \(rate)") }
    plan.schedule = LearningRateSchedule(
      course ?? old.course, rate: rate, floor: floor, steps: steps ?? old.steps)
    return plan
  }
}

extension LearningRateSchedule.LearningRateDecay: ExpressibleByArgument {}

extension OptimizerKind: ExpressibleByArgument {}
