// SPDX-License-Identifier: MIT

/// Set of planes of a tensor N × C × H × W that share one mean and one deviation.
public enum Pool: Hashable, Sendable {
  /// One pool per channel, over N, H, W: C pools.
  case batch
  /// One pool per plane, over H, W: N · C pools, pool n · C + c.
  case instance
  /// One pool per picture, over C, H, W: N pools.
  case layer
  /// One pool per group of C / G adjacent channels: N · G pools, pool n · G + g.
  case group(Int)

  /// Returns the number of pools of a tensor.
  public func count(in shape: Shape) -> Int {
    switch self {
    case .batch: shape.c
    case .instance: shape.planeCount
    case .layer: shape.n
    case .group(let groups): shape.n * groups
    }
  }

  /// Returns the index of the pool that contains channel c of picture n.
  public func index(picture n: Int, channel c: Int, in shape: Shape) -> Int {
    switch self {
    case .batch: c
    case .instance: n * shape.c + c
    case .layer: n
    case .group(let groups): n * groups + c / (shape.c / groups)
    }
  }

  /// Returns the planes of a pool in ascending order.
  public func planes(of pool: Int, in shape: Shape) -> StrideTo<Int> {
    switch self {
    case .batch: stride(from: pool, to: shape.planeCount, by: shape.c)
    case .instance: stride(from: pool, to: pool + 1, by: 1)
    case .layer: stride(from: pool * shape.c, to: (pool + 1) * shape.c, by: 1)
    case .group(let groups): Self.groupPlanes(pool, shape.c / groups)
    }
  }

  private static func groupPlanes(_ pool: Int, _ size: Int) -> StrideTo<Int> {
    stride(from: pool * size, to: (pool + 1) * size, by: 1)
  }

  /// Returns whether a tensor can be pooled this way: the number of groups must divide C.
  public func fits(_ shape: Shape) -> Bool {
    guard case .group(let groups) = self else { return true }
    return groups > 0 && shape.c % groups == 0
  }

  /// Returns the moments of each pool, given those of the planes.
  public func moments(_ planes: [Moments], in shape: Shape) -> [Moments] {
    precondition(planes.count == shape.planeCount, "moments of \(planes.count) planes for \(shape)")
    return (0..<count(in: shape)).map { pool in
      Moments.pooled(self.planes(of: pool, in: shape).lazy.map { planes[$0] })
    }
  }
}
