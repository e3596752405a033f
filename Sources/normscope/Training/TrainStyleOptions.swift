// SPDX-License-Identifier: MIT

import ArgumentParser
import Training

/// Style options of `train adain` and `train decoder`, whose networks accept any style.
struct SelfReconstructionOptions: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Style pictures: files, folders or quoted glob patterns.", valueName: "PATH")
  )
  var style: [String]
  @Option(
    name: [.customLong("reconstruction-weight"), .customLong("own-weight")],
    help: ArgumentHelp(
      "Weight of the reconstruction loss of pictures that are their own style (default: 4).",
      valueName: "W"))
  var reconstructionWeight: Double?
  @Option(
    name: [.customLong("pretraining-steps"), .customLong("opening")],
    help: ArgumentHelp(
      "Initial steps that train reconstruction alone (default: 250; 2,000 with --tail).",
      valueName: "N"))
  var pretrainingSteps: Int?

  func validate() throws {
    if let reconstructionWeight, !(reconstructionWeight >= 0 && reconstructionWeight.isFinite) {
      throw ValidationError("--reconstruction-weight \(reconstructionWeight): must be at least 0")
    }
    if let pretrainingSteps, !Hyperparameters.pretrainingStepCounts.contains(pretrainingSteps) {
      throw ValidationError(
        "--pretraining-steps \(pretrainingSteps): must be between 0 and 10,000,000")
    }
  }
}

/// Style options of `train multistyle` and `train transfer`, whose networks have a fixed set of
/// styles.
struct StyleListOptions: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Style pictures: files, folders or patterns.", valueName: "PATH"))
  var style: [String]
  @Option(
    help: ArgumentHelp(
      "Longest side of the style pictures (default: 256).", valueName: "PIXELS"))
  var styleSize: Int?

  @Option(
    help: """
      Style statistics to compare: means and deviations, or Gram matrices (default: moments).
      """)
  var styleLoss: StyleLossOption?

  /// Statistics compared by the style loss.
  enum StyleLossOption: String, CaseIterable, ExpressibleByArgument { case moments, gram }

  /// Applies the given options to hyperparameters.
  func apply(to hyperparameters: inout Hyperparameters) {
    hyperparameters.styleSize = styleSize ?? hyperparameters.styleSize
    hyperparameters.usesGram = styleLoss.map { $0 == .gram } ?? hyperparameters.usesGram
  }

  func validate() throws { try styleSize.map { try OptionCheck.size($0, option: "--style-size") } }
}
