// SPDX-License-Identifier: MIT

import ArgumentParser
import Training

/// Pictures that a network is to have as its own styles.
struct StyleListOptions: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("The styles: pictures, folders or patterns.", valueName: "PATH"))
  var style: [String]
  @Option(
    help: ArgumentHelp(
      "The longest side that styles are seen at; 256 at first.", valueName: "PIXELS"))
  var styleSize: Int?

  @Option(
    help: ArgumentHelp(
      "moments or gram: what is compared of styles, means and deviations or Gram matrices."))
  var styleLoss: StyleComparison?

  /// What is compared of styles.
  enum StyleComparison: String, CaseIterable, ExpressibleByArgument { case moments, gram }

  /// What is given takes the place of what a plan says.
  func change(_ plan: inout TrainingPlan) {
    plan.styleSize = styleSize ?? plan.styleSize
    plan.usesGram = styleLoss.map { $0 == .gram } ?? plan.usesGram
  }

  func validate() throws { try styleSize.map { try OptionCheck.size($0, option: "--style-size") } }
}
