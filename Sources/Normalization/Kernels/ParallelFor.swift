// SPDX-License-Identifier: MIT

import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Default number of threads: the processors that are online.
public let defaultThreads = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

/// Runs `body(0)` … `body(count − 1)` on up to `threads` threads and returns when all are done.
///
/// Threads take indices dynamically, so that uneven work is balanced.
/// - Precondition: no two calls of `body` write to the same memory; the compiler does not check
/// this.
public func parallelFor(_ count: Int, threads: Int = defaultThreads, _ body: (Int) -> Void) {
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

/// Value used by several threads at once; the precondition of `parallelFor` makes this safe.
private struct Shared<Value>: @unchecked Sendable {
  let value: Value
  init(_ value: Value) { self.value = value }
}

/// Division of planes into chunks of at most `size` values, so that few large planes use all
/// threads.
struct PlaneChunks {
  /// Values per plane.
  let plane: Int
  /// Values per chunk, except for the last of a plane.
  let size: Int
  /// Chunks per plane.
  let count: Int

  init(plane: Int, size: Int) {
    (self.plane, self.size) = (plane, min(size, plane))
    count = (plane + self.size - 1) / self.size
  }

  /// Returns the number of values in a chunk of a plane.
  func length(of chunk: Int) -> Int { min(size, plane - chunk * size) }

  /// Returns the indices of a plane's chunks among those of all planes.
  func range(of plane: Int) -> Range<Int> { plane * count..<(plane + 1) * count }

  /// Returns the moments of every chunk of every plane.
  func moments<Scalar: TensorScalar>(
    of values: UnsafePointer<Scalar>, planes: Int, threads: Int
  ) -> [Moments] {
    map(of: values, planes: planes, threads: threads) { Scalar.moments(of: $1, count: $2) }
  }

  /// Returns the result of `body` for the plane, the first value and the length of every chunk.
  func map<Scalar, Result>(
    of values: UnsafePointer<Scalar>, planes: Int, threads: Int,
    _ body: (Int, UnsafePointer<Scalar>, Int) -> Result
  ) -> [Result] {
    [Result](unsafeUninitializedCapacity: planes * count) { buffer, filled in
      parallelFor(planes * count, threads: threads) { index in
        let (p, chunk) = index.quotientAndRemainder(dividingBy: count)
        buffer.initializeElement(
          at: index, to: body(p, values + p * plane + chunk * size, length(of: chunk)))
      }
      filled = planes * count
    }
  }

  /// Returns the moments of one chunk; `index` counts the chunks of all planes.
  func moments<Scalar: TensorScalar>(of values: UnsafePointer<Scalar>, _ index: Int) -> Moments {
    let (p, chunk) = index.quotientAndRemainder(dividingBy: count)
    return Scalar.moments(of: values + p * plane + chunk * size, count: length(of: chunk))
  }
}
