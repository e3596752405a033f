// SPDX-License-Identifier: MIT

/// Screen content as a value: `view` creates it and the terminal displays it.
public struct Canvas: Equatable, Sendable {
  /// Height in cells.
  public let rows: Int
  /// Width in cells.
  public let columns: Int
  /// rows × columns cells in row-major order.
  public private(set) var cells: [Cell]
  /// Graphics pictures, drawn over reserved cells.
  public private(set) var placements: [PicturePlacement] = []
  /// Clickable regions; a later region covers an earlier one.
  public private(set) var regions: [Region] = []
  /// Whether an overlay covers the page. Graphics are hidden while it does.
  public private(set) var isCovered = false

  /// Creates an empty screen.
  public init(rows: Int, columns: Int) {
    (self.rows, self.columns) = (rows, columns)
    cells = Array(repeating: .blank, count: rows * columns)
  }

  /// Rectangle of the screen.
  public var bounds: Rect { Rect(row: 0, column: 0, rows: rows, columns: columns) }

  /// The cell at a position.
  /// - Precondition: The position is on the screen.
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

  /// Sets a cell if the position is on the screen.
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

  /// Draws a picture: its cells, or reserved cells and a placement.
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

  /// Marks the page as covered by an overlay: graphics are hidden, and the regions of the page are
  /// removed.
  public mutating func cover() {
    isCovered = true
    regions = []
  }

  /// Adds a clickable region.
  public mutating func addRegion(_ rect: Rect, _ target: Region.Target) {
    regions.append(Region(rect: rect, target: target))
  }

  /// The topmost region at a position.
  public func region(row: Int, column: Int) -> Region? {
    regions.last { $0.rect.contains(row: row, column: column) }
  }

  /// Text of the screen: one line per row, without trailing spaces.
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
