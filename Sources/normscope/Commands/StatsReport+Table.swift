// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization

extension StatsReport {
  /// The figures for people, a line each.
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
