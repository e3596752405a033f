// SPDX-License-Identifier: MIT

import ArgumentParser

/// Numbers separated by commas: one for all channels, or one a channel.
struct NumberList: ExpressibleByArgument, Equatable {
  let values: [Double]

  init(values: [Double]) { self.values = values }

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Double($0.trimmingPrefix { $0 == " " }) }
    guard numbers.count == parts.count, numbers.allSatisfy(\.isFinite) else { return nil }
    values = numbers
  }

  /// The numbers for `count` channels. - Throws: when there is neither one nor as many.
  func expanded(to count: Int, option: String) throws -> [Double] {
    if values.count == 1 { return Array(repeating: values[0], count: count) }
    guard values.count == count else {
      throw UsageError(
        "\(option) has \(values.count) values; give one for all channels or one for each of \(count)"
      )
    }
    return values
  }
}
