// SPDX-License-Identifier: MIT

import Foundation
import Training

extension FigureTable {
  /// The table, and for each of the figure's claims whether the runs agree.
  var text: String {
    let head = Columns.line(
      [("photographs", 20), ("BN", -9), ("IN", -9), ("IN/BN", -7), ("the paper's", -12)])
    let lines = rows.map { row in
      Columns.line([
        (row.condition.title, 20), (String(format: "%.4f", row.batch), -9),
        (String(format: "%.4f", row.instance), -9), (String(format: "%.2f", row.ratio), -7),
        (String(format: "%.2f", FigurePaper.ratio(row.condition)), -12),
      ])
    }
    let verdicts = claims.map { claim in
      let verdict = claim.holds.map { $0 ? "agrees" : "DISAGREES" } ?? "not done"
      return Columns.line([(verdict, 9)], last: claim.text)
    }
    let first = steps - max(1, steps / 10) + 1
    return (["mean style loss of the steps \(first) to \(steps)", head] + lines + verdicts)
      .joined(separator: "\n")
  }
}
