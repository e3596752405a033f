// SPDX-License-Identifier: MIT

import COneDNN
import Normalization
import Synchronization

/// Runs `body(0)` … `body(count − 1)` on the threads that convolutions run on.
///
/// They are there already, and their caches hold what was written last. Each takes the next index
/// that nobody has taken. Waking a thread takes about as long as a pass over 1 MB, so less than that many
/// vectors of 64 bytes are done by this one.
/// - Precondition: two calls of `body` write nothing in common.
func team(_ count: Int, vectors: Int, _ body: (Int) -> Void) {
  if vectors < 16_384 || count < 2 {
    for index in 0..<count { body(index) }
    return
  }
  guard onednn_has_openmp() else { return parallel(count, body) }
  withoutActuallyEscaping(body) { body in
    let job = Job(count, body)
    withExtendedLifetime(job) {
      onednn_parallel(
        { context, _, _ in
          guard let context else { return }
          Unmanaged<Job>.fromOpaque(context).takeUnretainedValue().work()
        }, Unmanaged.passUnretained(job).toOpaque())
    }
  }
}

/// The indices that are left.
private final class Job: @unchecked Sendable {
  private let count: Int
  private let body: (Int) -> Void
  private let next = Atomic(0)

  init(_ count: Int, _ body: @escaping (Int) -> Void) { (self.count, self.body) = (count, body) }

  func work() {
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      if index >= count { return }
      body(index)
    }
  }
}
