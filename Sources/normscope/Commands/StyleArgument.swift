// SPDX-License-Identifier: MIT

import ArgumentParser
import Explorer
import Foundation
import Settings

/// A style as the command line names it: PATH or PATH:WEIGHT.
struct StyleArgument: ExpressibleByArgument {
  let choice: WeightedStyle

  init?(argument: String) {
    guard let colon = argument.lastIndex(of: ":"), colon != argument.startIndex,
      !FileManager.default.fileExists(atPath: argument),
      let weight = Double(argument[argument.index(after: colon)...]), weight.isFinite
    else {
      choice = WeightedStyle(path: argument)
      return
    }
    choice = WeightedStyle(path: String(argument[..<colon]), weight: weight)
  }
}
