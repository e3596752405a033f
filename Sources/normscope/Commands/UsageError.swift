// SPDX-License-Identifier: MIT

/// A request that cannot be carried out, in one sentence that says what to do.
struct UsageError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
