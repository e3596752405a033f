// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization

/// Statistics of one file, as printed by `stats`.
struct StatsReport: Encodable {
  /// Statistics of one pool.
  struct Plane: Encodable {
    let n: Int?
    let c: Int
    let mean, variance, deviation, min, max: Double?
    let nonFinite: Int
    let histogram: Bins?

    /// Columns of the CSV output, in order.
    var values: [Double?] { [mean, variance, deviation, min, max] }

    private enum Key: String, CodingKey {
      case n, c, mean, variance, deviation, min, max, nonFinite, histogram
    }

    /// Writes null for missing values; the synthesized implementation would omit the keys.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(n, forKey: .n)
      try container.encode(c, forKey: .c)
      let keys: [Key] = [.mean, .variance, .deviation, .min, .max]
      for (key, figure) in zip(keys, values) { try container.encode(figure, forKey: key) }
      try container.encode(nonFinite, forKey: .nonFinite)
      try container.encode(histogram, forKey: .histogram)
    }
  }

  /// Histogram with 64 bins.
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
    let hasValues = s.range != nil
    func figure(_ value: Double) -> Double? { hasValues && value.isFinite ? value : nil }
    return Plane(
      n: n, c: c, mean: figure(s.moments.mean), variance: figure(s.moments.variance),
      deviation: figure(s.moments.deviation), min: s.range?.lowerBound, max: s.range?.upperBound,
      nonFinite: s.nonFinite,
      histogram: s.histogram.map { Bins(edges: $0.edges, counts: $0.counts) })
  }
}

extension StatsReport {
  /// Lines of the text table.
  var table: [String] {
    let shape = shape.map(String.init).joined(separator: "×")
    let heading = [
      "\(path.printable)  \(shape)  pool \(pool.rawValue)",
      "   n    c        mean   deviation         min         max  NaN/∞",
    ]
    return heading
      + planes.map { plane in
        let shown = [plane.mean, plane.deviation, plane.min, plane.max].map {
          $0.map { String(format: "%12.5g", $0) } ?? "           –"
        }
        let n = plane.n.map { String(format: "%4d", $0) } ?? "   –"
        return n + String(format: " %4d", plane.c) + shown.joined()
          + String(format: "%7d", plane.nonFinite)
      }
  }
}
