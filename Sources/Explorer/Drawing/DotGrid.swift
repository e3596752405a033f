// SPDX-License-Identifier: MIT

/// Dots of several layers, two across and four down in each cell of a rectangle: braille characters.
struct DotGrid {
  /// The height in cells.
  let rows: Int
  /// The width in cells.
  let columns: Int
  /// For each layer, for each cell: a bit a dot, as Unicode numbers them.
  private var masks: [[UInt8]]

  /// An empty grid. Layer 0 is the background: it is seen only where no other layer has a dot.
  init(rows: Int, columns: Int, layers: Int) {
    (self.rows, self.columns) = (rows, columns)
    masks = Array(repeating: Array(repeating: 0, count: rows * columns), count: layers)
  }

  /// The dots from left to right.
  var width: Int { 2 * columns }
  /// The dots from top to bottom.
  var height: Int { 4 * rows }

  /// A place among the dots, from the upper left.
  struct Dot: Equatable {
    let x: Int
    let y: Int
    /// The cell that it is in.
    var row: Int { y / 4 }
    var column: Int { x / 2 }
  }

  /// Sets a square of dots from its upper left one on, as far as it is in the grid.
  mutating func put(_ dot: Dot, side: Int, layer: Int) {
    for y in dot.y..<dot.y + side {
      for x in dot.x..<dot.x + side { put(Dot(x: x, y: y), layer: layer) }
    }
  }

  private mutating func put(_ dot: Dot, layer: Int) {
    guard 0..<width ~= dot.x, 0..<height ~= dot.y else { return }
    masks[layer][dot.row * columns + dot.column] |= Self.bits[dot.x % 2][dot.y % 4]
  }

  private static let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]

  /// Sets the dots of a straight line.
  mutating func line(from start: Dot, to end: Dot, layer: Int) {
    let steps = max(abs(end.x - start.x), abs(end.y - start.y))
    for step in 0...steps {
      let share = Double(step) / Double(max(1, steps))
      let x = Double(start.x) + share * Double(end.x - start.x)
      let y = Double(start.y) + share * Double(end.y - start.y)
      put(Dot(x: Int(x.rounded()), y: Int(y.rounded())), layer: layer)
    }
  }

  /// The character of a cell and the layer whose color it gets; nil for an empty cell.
  ///
  /// All dots are shown, in the color of the layer that has most of them. Layers with as many take
  /// turns from cell to cell, so that of two that lie on each other both are seen.
  func cell(row: Int, column: Int) -> (glyph: Unicode.Scalar, layer: Int)? {
    let own = masks.map { $0[row * columns + column] }
    guard let glyph = Unicode.Scalar(0x2800 + UInt32(own.reduce(0, |))), glyph != "\u{2800}" else {
      return nil
    }
    let most = own.dropFirst().map(\.nonzeroBitCount).max() ?? 0
    if most == 0 { return (glyph, 0) }
    let best = own.indices.dropFirst().filter { own[$0].nonzeroBitCount == most }
    return (glyph, best[(row + column) % best.count])
  }
}

/// Finds places for labels beside marks, none over a mark or another label.
struct LabelPlaces {
  /// Where labels may be, but for its first column, which is next to an axis.
  let rect: Rect
  private var taken: [Rect] = []

  init(rect: Rect) { self.rect = rect }

  /// Keeps a place free of labels.
  mutating func take(_ place: Rect) { taken.append(place) }

  /// A place right of a mark, left of it, or a row above or below; nil where none is free.
  mutating func place(width: Int, beside mark: Rect) -> Rect? {
    let columns = [mark.endColumn + 1, mark.column - 1 - width]
    let places = [0, -1, 1].flatMap { step in
      columns.map { Rect(row: mark.row + step, column: $0, rows: 1, columns: width) }
    }
    guard let place = places.first(where: isFree) else { return nil }
    take(place)
    return place
  }

  private func isFree(_ place: Rect) -> Bool {
    let isInside =
      place.row >= rect.row && place.endRow <= rect.endRow && place.column > rect.column
      && place.endColumn <= rect.endColumn
    // A cell on either side, so that two labels are not read as one.
    return isInside && !taken.contains { $0.overlaps(place.inset(columns: -1)) }
  }
}
