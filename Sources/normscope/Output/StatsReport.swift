// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization
import Pictures
import Weights

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

  /// How the file of a picture was converted.
  struct PictureReport: Encodable {
    let bitsPerChannel: Int
    let colorProfile: String?
    let isConvertedToSRGB: Bool

    private enum Key: String, CodingKey { case bitsPerChannel, colorProfile, isConvertedToSRGB }

    init(_ file: LoadedPicture) {
      bitsPerChannel = file.bitsPerChannel
      colorProfile = file.profile?.name
      isConvertedToSRGB = file.profile?.isConverted ?? false
    }

    /// Writes null without a profile.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(bitsPerChannel, forKey: .bitsPerChannel)
      try container.encode(colorProfile, forKey: .colorProfile)
      try container.encode(isConvertedToSRGB, forKey: .isConvertedToSRGB)
    }

    /// Line of the table; nil without a profile.
    var line: String? {
      colorProfile.map {
        "color profile ‘\($0.printable)’" + (isConvertedToSRGB ? ", converted to sRGB" : "")
      }
    }
  }

  /// Histogram with 64 bins.
  struct Bins: Encodable {
    let edges: [Double]
    let counts: [Int]
  }

  let path: String
  /// Bytes of a path that is not valid UTF-8.
  private let pathBytes: Data?
  /// Type in the file, and type of the measured values: float32 or float64.
  let dtype, precision: ElementType
  let shape: [Int]
  let pool: StatsCommand.PoolChoice
  /// nil for a tensor.
  let picture: PictureReport?
  let planes: [Plane]

  init(
    _ path: String, _ array: NumPyArray, _ pool: StatsCommand.PoolChoice,
    _ picture: PictureReport? = nil
  ) {
    let shape = array.shape
    let isBatch = pool == .batch
    let planes = array.values.statistics(over: isBatch ? .batch : .instance).enumerated()
    self.init(
      path, shape, dtype: array.storedType, precision: array.values.elementType, pool,
      planes.map { index, s in
        Self.plane(n: isBatch ? nil : index / shape.c, c: index % shape.c, s)
      }, picture)
  }

  init(
    _ path: String, _ shape: Shape, dtype: ElementType, precision: ElementType,
    _ pool: StatsCommand.PoolChoice, _ planes: [Plane], _ picture: PictureReport? = nil
  ) {
    (self.path, self.pool, self.picture, self.planes) = (path, pool, picture, planes)
    (self.dtype, self.precision, pathBytes) = (dtype, precision, path.jsonPathBytes)
    self.shape = [shape.n, shape.c, shape.h, shape.w]
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

extension ElementType: Encodable {
  /// Writes the name in NumPy.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}

extension StatsReport {
  /// Lines of the text table.
  var table: [String] {
    let shape = shape.map(String.init).joined(separator: "×")
    let type = dtype.text(computedAs: precision)
    let heading =
      ["\(path.printable)  \(shape)  \(type)  pool \(pool.rawValue)"]
      + [picture?.line].compactMap { $0 }
      + ["   n    c        mean   deviation         min         max  NaN/∞"]
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
