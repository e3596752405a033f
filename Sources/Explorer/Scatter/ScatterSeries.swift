// SPDX-License-Identifier: MIT

import Normalization

/// Mean and deviation of every channel of the content, the style or the result.
struct ScatterSeries {
  /// One channel: μ across, σ up, in the channel's unit.
  struct Point: Equatable {
    let mean: Double
    let deviation: Double
  }

  /// What it is of.
  let role: CellStyle.Role
  /// The same as a word.
  let name: String
  /// A point a channel; nil for one that has no place on the axes: NaN, ±∞, and σ = 0 on a
  /// logarithmic axis.
  let points: [Point?]

  /// The letter that stands for it where there are no colors.
  var letter: Unicode.Scalar { name.unicodeScalars.first ?? "?" }
  /// How many channels have a point.
  var count: Int { points.lazy.filter { $0 != nil }.count }
}

extension ScatterSeries {
  /// The clouds of a state: content, style where one takes part, and result where there is one.
  static func all(of state: State) -> [ScatterSeries] {
    let scale = state.deviationScale
    func series(
      _ role: CellStyle.Role, _ name: String, _ point: (ChannelReport) -> Point?
    ) -> ScatterSeries {
      ScatterSeries(
        role: role, name: name, points: state.channels.map { point($0)?.placed(on: scale) })
    }
    var allSeries = [series(.content, "content") { Point($0.content) }]
    if state.channels.contains(where: { $0.style != nil }) {
      // γ of a mixture may be negative; what it makes of a channel is as wide.
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
    let hasPlace = mean.isFinite && deviation.isFinite && (scale == .linear || deviation > 0)
    return hasPlace ? self : nil
  }
}
