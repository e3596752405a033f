// SPDX-License-Identifier: MIT

import Settings
import Synchronization

/// Pipelines for several threads: each thread borrows one while it computes, so that styles are
/// read once per thread and not for every content.
public final class PipelinePool: Sendable {
  /// A pipeline is used by one thread at a time: it is either in the list or borrowed.
  private struct Borrowed: @unchecked Sendable {
    let pipeline: Pipeline
  }

  private let free = Mutex<[Borrowed]>([])
  private let make: @Sendable () -> Pipeline

  /// An empty pool. - Parameter make: returns a new pipeline.
  public init(_ make: @escaping @Sendable () -> Pipeline) { self.make = make }

  /// Lends a pipeline to `body`, which may be called from any thread. The pipeline is returned to
  /// the pool also where `body` throws.
  public func withPipeline<Value>(_ body: (Pipeline) throws -> Value) rethrows -> Value {
    let box = free.withLock { $0.popLast() } ?? Borrowed(pipeline: make())
    defer { free.withLock { $0.append(box) } }
    return try body(box.pipeline)
  }
}
