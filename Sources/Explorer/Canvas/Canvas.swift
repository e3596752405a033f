// SPDX-License-Identifier: MIT

/// One whole screen as a value: what `view` makes and the terminal shows.
public struct Canvas: Equatable, Sendable {
  /// The height in cells.
  public let rows: Int
  /// The width in cells.
  public let columns: Int
  /// rows × columns cells, row by row.
  public private(set) var cells: [Cell]
  /// Pictures drawn with graphics over reserved cells.
  public private(set) var placements: [PicturePlacement] = []
  /// What answers the mouse, the topmost last.
  public private(set) var regions: [Region] = []
  /// Whether a pop-up lies over the pictures: graphics are hidden while it does.
  public private(set) var isCovered = false

  /// An empty screen.
  public init(rows: Int, columns: Int) {
    (self.rows, self.columns) = (rows, columns)
    cells = Array(repeating: .blank, count: rows * columns)
  }

  /// The whole screen as a rectangle.
  public var bounds: Rect { Rect(row: 0, column: 0, rows: rows, columns: columns) }

  /// The cell at a place. - Precondition: the place is on the screen.
  public subscript(row: Int, column: Int) -> Cell {
    get {
      precondition(bounds.contains(row: row, column: column), "(\(row), \(column)) is off screen")
      return cells[row * columns + column]
    }
    set {
      precondition(bounds.contains(row: row, column: column), "(\(row), \(column)) is off screen")
      cells[row * columns + column] = newValue
    }
  }

  /// Sets a cell if the place is on the screen.
  public mutating func put(_ cell: Cell, row: Int, column: Int) {
    if bounds.contains(row: row, column: column) { cells[row * columns + column] = cell }
  }

  /// Fills a rectangle, clipped to the screen, with one cell.
  public mutating func fill(_ rect: Rect, with cell: Cell = .blank) {
    for row in max(0, rect.row)..<max(0, rect.row, min(rows, rect.endRow)) {
      for column in max(0, rect.column)..<max(0, rect.column, min(columns, rect.endColumn)) {
        cells[row * columns + column] = cell
      }
    }
  }

  /// Shows a picture: its cells, or reserved cells and a placement.
  public mutating func draw(_ raster: Raster, row: Int, column: Int) {
    switch raster.payload {
    case .cells(let picture):
      for index in picture.indices {
        let (r, c) = index.quotientAndRemainder(dividingBy: raster.columns)
        put(picture[index], row: row + r, column: column + c)
      }
    case .graphics:
      let rect = Rect(row: row, column: column, rows: raster.rows, columns: raster.columns)
      guard rect.row >= 0, rect.column >= 0, rect.endRow < rows, rect.endColumn <= columns else {
        return
      }
      fill(rect, with: .reserved)
      placements.append(PicturePlacement(rect: rect, raster: raster))
    }
  }

  /// Marks the screen as covered by a pop-up, so that no graphics shines through it and what lies
  /// below does not answer the mouse.
  public mutating func cover() {
    isCovered = true
    regions = []
  }

  /// Makes a rectangle answer the mouse.
  public mutating func addRegion(_ rect: Rect, _ target: Region.Target) {
    regions.append(Region(rect: rect, target: target))
  }

  /// What answers at a place.
  public func region(row: Int, column: Int) -> Region? {
    regions.last { $0.rect.contains(row: row, column: column) }
  }

  /// The characters alone, a line a row, without blanks at the line ends.
  public var text: String {
    (0..<rows).map { row in
      var line = String.UnicodeScalarView()
      for cell in cells[row * columns..<(row + 1) * columns] where cell.glyph != "\0" {
        line.append(cell.glyph == "\u{A0}" ? " " : cell.glyph)
        if let mark = cell.mark { line.append(mark) }
      }
      while line.last == " " { line.removeLast() }
      return String(line)
    }.joined(separator: "\n")
  }
}
