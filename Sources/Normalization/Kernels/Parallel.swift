// SPDX-License-Identifier: MIT

import Dispatch
import Synchronization

/// Threads by default: the cores of the machine.
public let defaultThreads = max(1, ProcessorCount.active)

/// Runs `body(0)` … `body(count − 1)` on up to `threads` threads and returns when all are done.
///
/// Each thread takes the next index that nobody has taken, so uneven pieces even out.
/// - Precondition: two calls of `body` write nothing in common; the compiler cannot see to it.
public func parallel(_ count: Int, threads: Int = defaultThreads, _ body: (Int) -> Void) {
  let workers = min(threads, count)
  guard workers > 1 else {
    for index in 0..<count { body(index) }
    return
  }
  let next = Atomic(0)
  withoutActuallyEscaping(body) { body in
    let shared = Shared(body)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if index >= count { return }
        shared.value(index)
      }
    }
  }
}

/// Something that several threads use at once, by agreement rather than by type.
private struct Shared<Value>: @unchecked Sendable {
  let value: Value
  init(_ value: Value) { self.value = value }
}
