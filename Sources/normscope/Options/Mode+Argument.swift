// SPDX-License-Identifier: MIT

import ArgumentParser
import Explorer
import Normalization
import Pictures
import Settings

extension Mode: ExpressibleByArgument {}
extension Convention: ExpressibleByArgument {}

extension Mode {
  /// The modes that compute something.
  static let normalizing = allCases.filter { $0 != .none }

  /// One of them by name.
  static func normalizing(_ name: String) throws -> Mode {
    guard let mode = Mode(rawValue: name), mode != .none else {
      let names = normalizing.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("there are \(names)")
    }
    return mode
  }
}
