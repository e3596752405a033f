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
  team(count) { index, _ in body(index) }
}

/// Runs `body` for 0 … `count` − 1 as above, however little it is, and says which of the threads it runs
/// on: 0 … `onednn_threads()` − 1. Without OpenMP it is this one.
func team(_ count: Int, _ body: (_ index: Int, _ thread: Int) -> Void) {
  withoutActuallyEscaping(body) { body in
    let job = Job(count, body)
    withExtendedLifetime(job) {
      onednn_parallel(
        { context, thread, _ in
          guard let context else { return }
          Unmanaged<Job>.fromOpaque(context).takeUnretainedValue().work(Int(thread))
        }, Unmanaged.passUnretained(job).toOpaque())
    }
  }
}

/// The indices that are left.
private final class Job: @unchecked Sendable {
  private let count: Int
  private let body: (Int, Int) -> Void
  private let next = Atomic(0)

  init(_ count: Int, _ body: @escaping (Int, Int) -> Void) {
    (self.count, self.body) = (count, body)
  }

  func work(_ thread: Int) {
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      if index >= count { return }
      body(index, thread)
    }
  }
}
