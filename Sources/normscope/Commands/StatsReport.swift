// SPDX-License-Identifier: MIT

import Normalization

/// The figures of one file as `stats` prints them.
struct StatsReport: Encodable {
  /// One pool.
  struct Plane: Encodable {
    let n: Int?
    let c: Int
    let mean, variance, deviation, min, max: Double?
    let nonFinite: Int
    let histogram: Bins?

    /// The figures of the CSV, in its order.
    var figures: [Double?] { [mean, variance, deviation, min, max] }

    private enum Key: String, CodingKey {
      case n, c, mean, variance, deviation, min, max, nonFinite, histogram
    }

    /// Writes null where there is no figure; the compiler's own version would leave the key out.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(n, forKey: .n)
      try container.encode(c, forKey: .c)
      let keys: [Key] = [.mean, .variance, .deviation, .min, .max]
      for (key, figure) in zip(keys, figures) { try container.encode(figure, forKey: key) }
      try container.encode(nonFinite, forKey: .nonFinite)
      try container.encode(histogram, forKey: .histogram)
    }
  }

  /// 64 bins.
  struct Bins: Encodable {
    let edges: [Double]
    let counts: [Int]
  }

  let path: String
  let shape: [Int]
  let pool: StatsCommand.PoolChoice
  let planes: [Plane]

  init(_ path: String, _ tensor: Tensor<some TensorScalar>, _ pool: StatsCommand.PoolChoice) {
    let shape = tensor.shape
    let isBatch = pool == .batch
    self.path = path
    self.pool = pool
    self.shape = [shape.n, shape.c, shape.h, shape.w]
    planes = tensor.statistics(over: isBatch ? .batch : .instance).enumerated().map { index, s in
      Self.plane(n: isBatch ? nil : index / shape.c, c: index % shape.c, s)
    }
  }

  static func plane(n: Int?, c: Int, _ s: PlaneStatistics) -> Plane {
    let isThere = s.range != nil
    func figure(_ value: Double) -> Double? { isThere && value.isFinite ? value : nil }
    return Plane(
      n: n, c: c, mean: figure(s.moments.mean), variance: figure(s.moments.variance),
      deviation: figure(s.moments.deviation), min: s.range?.lowerBound, max: s.range?.upperBound,
      nonFinite: s.nonFinite,
      histogram: s.histogram.map { Bins(edges: $0.edges, counts: $0.counts) })
  }
}
