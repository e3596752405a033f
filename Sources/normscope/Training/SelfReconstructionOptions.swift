// SPDX-License-Identifier: MIT

import ArgumentParser
import Training

/// What trainings with photographs and paintings have besides.
struct SelfReconstructionOptions: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Paintings: pictures, folders or patterns.", valueName: "PATH"))
  var style: [String]
  @Option(
    help: ArgumentHelp(
      "How much it counts that a picture with itself as its style comes back; 4 at first.",
      valueName: "W"))
  var ownWeight: Double?
  @Option(
    help: ArgumentHelp(
      "Steps at the beginning that ask for nothing but the way back; 250, or a --tail's 2,000.",
      valueName: "N"))
  var opening: Int?

  func validate() throws {
    guard ownWeight.map({ $0 >= 0 && $0.isFinite }) ?? true else {
      throw ValidationError("--own-weight needs a number of 0 or more")
    }
    guard opening.map(TrainingPlan.openings.contains) ?? true else {
      throw ValidationError("--opening needs a number of 0 or more, 10,000,000 at most")
    }
  }
}
