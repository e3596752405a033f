// SPDX-License-Identifier: MIT

/// For each row of x the rows of y that come from it.
struct ReverseMap: Equatable {
  private let starts: [Int]
  private let places: [Int]

  /// The reverse of a map from y to x, whose −1 are left out; x has `count` rows, and those that the
  /// map counts begin at `first`.
  init(_ map: [Int], first: Int = 0, count: Int) {
    var all = Array(repeating: [Int](), count: count)
    for (place, source) in map.enumerated() where source >= 0 {
      all[first + source].append(place)
    }
    starts = all.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    places = all.flatMap { $0 }
  }

  /// The rows of y for one of x.
  subscript(row: Int) -> ArraySlice<Int> { places[starts[row]..<starts[row + 1]] }
}

extension Gather.Blocks {
  /// Adds all pixels of some rows into one row, each where the map says; −1 is left out.
  @inline(__always)
  func collect(
    _ block: Int, _ rows: ArraySlice<Int>, _ columns: UnsafeBufferPointer<Int>,
    into sum: UnsafeMutablePointer<Vector>
  ) {
    for row in rows {
      let from = self.row(block, row)
      for (j, column) in columns.enumerated() where column >= 0 { sum[column] += from[j] }
    }
  }
}
