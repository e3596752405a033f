// SPDX-License-Identifier: MIT

import Normalization

/// Mean and standard deviation of every channel of the content, the style or the result.
struct ScatterSeries {
  /// Point of one channel in the channel’s unit.
  struct Point: Equatable {
    let mean: Double
    let deviation: Double
  }

  /// Color of the series.
  let role: CellStyle.Role
  /// Name of the series.
  let name: String
  /// One point per channel; nil for NaN, ±∞, values beyond the
  /// largest of an axis, and σ = 0 on a logarithmic axis.
  let points: [Point?]

  /// Letter that represents the series without colors.
  var letter: Unicode.Scalar { name.unicodeScalars.first ?? "?" }
  /// Number of channels with a point.
  var count: Int { points.lazy.filter { $0 != nil }.count }
}

extension ScatterSeries {
  /// Returns the series of a state: content, style if one is used, and result.
  static func all(of state: ExplorerState) -> [ScatterSeries] {
    let scale = state.deviationScale
    func series(
      _ role: CellStyle.Role, _ name: String, _ point: (ChannelReport) -> Point?
    ) -> ScatterSeries {
      ScatterSeries(
        role: role, name: name, points: state.channels.map { point($0)?.placed(on: scale) })
    }
    var allSeries = [series(.content, "content") { Point($0.content) }]
    if state.channels.contains(where: { $0.style != nil }) {
      // γ of a mixture may be negative; the standard deviation is its absolute value.
      allSeries.append(
        series(.style, "style") { channel in
          channel.style.map { Point(mean: $0.beta, deviation: abs($0.gamma)) }
        })
    }
    if state.settings.mode != .none {
      allSeries.append(series(.result, "result") { Point($0.result) })
    }
    return allSeries
  }
}

extension ScatterSeries.Point {
  fileprivate init?(_ statistics: PlaneStatistics) {
    guard statistics.range != nil else { return nil }
    self.init(mean: statistics.moments.mean, deviation: statistics.moments.deviation)
  }

  fileprivate func placed(on scale: Axis.Scale) -> ScatterSeries.Point? {
    let isInRange = max(mean.magnitude, deviation) <= Axis.largest
    return isInRange && (scale == .linear || deviation > 0) ? self : nil
  }
}
