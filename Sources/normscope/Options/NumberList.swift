// SPDX-License-Identifier: MIT

import ArgumentParser

/// Numbers separated by commas: one for all channels, or one per channel.
struct NumberList: ExpressibleByArgument, Equatable {
  let values: [Double]

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Double($0.trimmingPrefix { $0 == " " }) }
    guard numbers.count == parts.count, numbers.allSatisfy(\.isFinite) else { return nil }
    values = numbers
  }
}
