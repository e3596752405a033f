// SPDX-License-Identifier: MIT

import Dispatch

/// The results of `body` on both halves of 0..<count, each on its own thread. A count too small to be
/// worth a thread is done in one piece.
func halves<Result: Sendable>(of count: Int, _ body: (Range<Int>) -> Result) -> [Result] {
  guard count > 1 << 14 else { return [body(0..<count)] }
  var results: [Result?] = [nil, nil]
  results.withUnsafeMutableBufferPointer { results in
    nonisolated(unsafe) let results = results
    nonisolated(unsafe) let body = body
    // A multiple of eight pixels, so that only the second half has an incomplete vector.
    let middle = count / 2 & ~7
    DispatchQueue.concurrentPerform(iterations: 2) { half in
      results[half] = body(half == 0 ? 0..<middle : middle..<count)
    }
  }
  return results.compactMap { $0 }
}
