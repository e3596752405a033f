// SPDX-License-Identifier: MIT

import Normalization

extension ChannelReport {
  /// Before and after, with their inks.
  var sides: [(PlaneStatistics, CellStyle.Role)] { [(content, .content), (result, .result)] }

  /// One axis for both sides, so that a shift and a change of width are seen as such; nil where no
  /// value is finite.
  var range: ClosedRange<Double>? {
    let ranges = [content.range, result.range].compactMap { $0 }
    guard let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max()
    else { return nil }
    return low...high
  }
}
