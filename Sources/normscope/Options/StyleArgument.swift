// SPDX-License-Identifier: MIT

import ArgumentParser
import FileIO
import Settings

/// Style picture with its weight in a mixture: PATH or PATH:WEIGHT.
struct StyleArgument: ExpressibleByArgument {
  let style: WeightedStyle

  init?(argument: String) {
    guard let colon = argument.lastIndex(of: ":"), colon != argument.startIndex,
      FileKind(argument) == .nothing,
      let weight = Double(argument[argument.index(after: colon)...]), weight.isFinite
    else {
      style = WeightedStyle(path: argument)
      return
    }
    style = WeightedStyle(path: String(argument[..<colon]), weight: weight)
  }
}
