// SPDX-License-Identifier: MIT

/// Grid of dots in several layers, drawn as braille characters: 2 × 4 dots per cell.
struct DotGrid {
  /// Height in cells.
  let rows: Int
  /// Width in cells.
  let columns: Int
  /// For each layer and cell, one bit per dot in Unicode’s order.
  private var masks: [[UInt8]]

  /// Creates an empty grid. Layer 0 is the background: it is visible only where no other layer has
  /// a dot.
  init(rows: Int, columns: Int, layers: Int) {
    (self.rows, self.columns) = (rows, columns)
    masks = Array(repeating: Array(repeating: 0, count: rows * columns), count: layers)
  }

  /// Number of dots from left to right.
  var width: Int { 2 * columns }
  /// Number of dots from top to bottom.
  var height: Int { 4 * rows }

  /// Coordinates of a dot, from the top left.
  struct Dot: Equatable {
    let x: Int
    let y: Int
    /// The cell that contains the dot.
    var row: Int { y / 4 }
    var column: Int { x / 2 }
  }

  /// Sets a square of dots whose top left corner is `dot`, clipped to the grid.
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

  /// Returns the character of a cell and the layer that determines its color; nil for an empty
  /// cell.
  ///
  /// All dots are shown in the color of the layer with most dots. Layers with equal counts
  /// alternate from cell to cell, so that both of two coinciding layers are visible.
  func cell(row: Int, column: Int) -> (glyph: Unicode.Scalar, layer: Int)? {
    let layerMasks = masks.map { $0[row * columns + column] }
    guard let glyph = Unicode.Scalar(0x2800 + UInt32(layerMasks.reduce(0, |))), glyph != "\u{2800}"
    else {
      return nil
    }
    let most = layerMasks.dropFirst().map(\.nonzeroBitCount).max() ?? 0
    if most == 0 { return (glyph, 0) }
    let best = layerMasks.indices.dropFirst().filter { layerMasks[$0].nonzeroBitCount == most }
    return (glyph, best[(row + column) % best.count])
  }
}

/// Positions of labels beside marks. No label covers a mark or another label.
struct LabelPlaces {
  /// Area for labels, except for its first column, which is next to an axis.
  let rect: Rect
  private var taken: [Rect] = []

  init(rect: Rect) { self.rect = rect }

  /// Reserves a rectangle.
  mutating func take(_ place: Rect) { taken.append(place) }

  /// Reserves a position right of a mark, left of it, or one row above or below; returns nil if
  /// none is free.
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
    // Keep one free cell on either side, so that two labels do not read as one.
    return isInside && !taken.contains { $0.overlaps(place.inset(columns: -1)) }
  }
}
