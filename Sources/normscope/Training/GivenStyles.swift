// SPDX-License-Identifier: MIT

import ArgumentParser

/// Pictures that a network is to have as its own styles.
struct GivenStyles: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("The styles: pictures, folders or patterns.", valueName: "PATH"))
  var style: [String]
  @Option(help: ArgumentHelp("The longest side that styles are seen at.", valueName: "PIXELS"))
  var styleSize = 256

  func validate() throws { try OptionCheck.size(styleSize, option: "--style-size") }
}
