// SPDX-License-Identifier: MIT

import ArgumentParser

/// Pictures that a network is to have as its own styles.
struct GivenStyles: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("The styles: pictures, folders or patterns.", valueName: "PATH"))
  var style: [String]
  @Option(
    help: ArgumentHelp(
      "The longest side that styles are seen at; 256 at first.", valueName: "PIXELS"))
  var styleSize: Int?

  func validate() throws { try styleSize.map { try OptionCheck.size($0, option: "--style-size") } }
}
