// SPDX-License-Identifier: MIT

import COneDNN
import Normalization
import Synchronization

/// Configuration of the OpenMP threads that run networks.
public enum NetworkThreads {
  /// Lets a thread that waits for another spin for about 20 µs before it sleeps.
  ///
  /// OpenMP's default is 300,000 iterations, which slow networks down tenfold when other programs
  /// use the cores (Speed.md). Sets the environment variable `GOMP_SPINCOUNT`, unless the user set
  /// it or `OMP_WAIT_POLICY`. A program calls this before it starts threads and creates its first
  /// network: the OpenMP runtime, which is loaded with the first network, reads the variable then.
  public static func limitSpinning() { onednn_limit_spinning() }
}

/// Runs `body(0)` … `body(count − 1)` on the OpenMP threads that oneDNN uses.
///
/// Threads take indices dynamically. Waking a thread takes about as long as a pass over 1 MB, so
/// work on less than that many vectors of 64 bytes stays on the calling thread. Without OpenMP the
/// threads are those of `Normalization.parallelFor`.
/// - Precondition: calls of `body` for different indices write to disjoint memory.
func parallelFor(_ count: Int, vectors: Int, _ body: (Int) -> Void) {
  if vectors < 16_384 || count < 2 {
    for index in 0..<count { body(index) }
    return
  }
  guard onednn_has_openmp() else { return parallelFor(count, body) }
  parallelFor(count) { index, _ in body(index) }
}

/// Runs `body` for 0 … `count` − 1 as above, however little work it is, and passes the number of
/// the executing thread: 0 … `onednn_threads()` − 1. Without OpenMP the calling thread does all.
func parallelFor(_ count: Int, _ body: (_ index: Int, _ thread: Int) -> Void) {
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

/// Indices that no thread has taken yet.
///
/// `Sendable` by the precondition of `parallelFor`: threads share the atomic counter alone.
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
