// SPDX-License-Identifier: MIT

extension Tensor {
  /// The statistics of each pool, in the pool's order.
  /// - Precondition: the pool fits the shape.
  public func statistics(
    over pool: Pool = .instance, threads: Int = defaultThreads
  ) -> [PlaneStatistics] {
    precondition(pool.fits(shape), "\(pool) on \(shape)")
    let count = pool.count(in: shape)
    return elements.withUnsafeBufferPointer { values in
      [PlaneStatistics](unsafeUninitializedCapacity: count) { buffer, filled in
        parallel(count, threads: threads) { index in
          let parts = pool.planes(of: index, in: shape).map { plane in
            UnsafeBufferPointer(rebasing: values[plane * shape.plane..<(plane + 1) * shape.plane])
          }
          buffer.initializeElement(at: index, to: PlaneStatistics(of: parts))
        }
        filled = count
      }
    }
  }
}
