// SPDX-License-Identifier: MIT

extension Moments {
  /// The moments of values in memory.
  public init(of values: UnsafeBufferPointer<some TensorScalar>) {
    self = .none
    if let first = values.baseAddress, !values.isEmpty {
      self = type(of: first.pointee).moments(of: first, count: values.count)
    }
  }
}

extension Tensor {
  /// The moments of each of the N · C planes.
  public func planeMoments(threads: Int = defaultThreads) -> [Moments] {
    elements.withUnsafeBufferPointer { values in
      guard let first = values.baseAddress else { return [] }
      let pieces = PlaneChunks(plane: shape.plane, size: Forward<Scalar>.piece)
      let parts = pieces.moments(of: first, planes: shape.planes, threads: threads)
      return (0..<shape.planes).map { Moments.pooled(parts[pieces.range(of: $0)]) }
    }
  }
}
