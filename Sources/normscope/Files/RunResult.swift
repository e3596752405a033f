// SPDX-License-Identifier: MIT

/// What came of many files.
struct RunResult<Value> {
  /// What the work gave for each file that did not fail, in order.
  let values: [Value]
  /// How many failed, each with a sentence of its own.
  let failed: Int

  /// The last word. - Throws: `UsageError` when any failed.
  func check() throws {
    guard failed > 0 else { return }
    let done = values.isEmpty ? "none is done" : "\(values.count) done"
    throw UsageError("\(failed) of \(failed + values.count) failed, \(done)")
  }
}
