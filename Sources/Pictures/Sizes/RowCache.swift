// SPDX-License-Identifier: MIT

/// The last two rows that were made. Neighbouring output rows share one source row when a picture
/// shrinks and two when it grows.
struct RowCache {
  private var rows: [(number: Int, values: [SIMD4<Double>])]
  private var next = 0

  /// An empty cache of rows so many pixels wide.
  init(width: Int) {
    rows = Array(repeating: (-1, Array(repeating: .zero, count: width)), count: 2)
  }

  /// Hands a row to `body`, after having it made by `fill` if it is not here.
  mutating func with(
    row: Int, fill: (inout [SIMD4<Double>]) -> Void, _ body: ([SIMD4<Double>]) -> Void
  ) {
    if let place = rows.firstIndex(where: { $0.number == row }) { return body(rows[place].values) }
    fill(&rows[next].values)
    rows[next].number = row
    body(rows[next].values)
    next = 1 - next
  }
}
