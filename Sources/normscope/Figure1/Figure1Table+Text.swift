// SPDX-License-Identifier: MIT

import Foundation
import Training

extension Figure1Table {
  /// The table, followed by the figure's claims and whether the trainings confirm them.
  var text: String {
    let header = Columns.line(
      [("photographs", 20), ("BN", -9), ("IN", -9), ("IN/BN", -7), ("paper", -12)])
    let lines = rows.map { row in
      Columns.line([
        (row.condition.title, 20), (String(format: "%.4f", row.batch), -9),
        (String(format: "%.4f", row.instance), -9), (String(format: "%.2f", row.ratio), -7),
        (String(format: "%.2f", PaperCurves.ratio(row.condition)), -12),
      ])
    }
    let verdicts = claims.map { claim in
      let verdict = claim.holds.map { $0 ? "agrees" : "DISAGREES" } ?? "not done"
      return Columns.line([(verdict, 9)], last: claim.text)
    }
    let first = steps - max(1, steps / 10) + 1
    return (["mean style loss of steps \(first) to \(steps)", header] + lines + verdicts)
      .joined(separator: "\n")
  }
}
