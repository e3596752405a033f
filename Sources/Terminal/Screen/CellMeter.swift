// SPDX-License-Identifier: MIT

import CNcurses

/// The size of a cell, followed through changes of the window and of the font.
///
/// The system's pixels may include a border inside the window. What the probe learned tells how wide
/// that is, and it stays as it is when the window changes.
struct CellMeter: Equatable {
  /// Cells and pixels of a window.
  struct Window: Equatable {
    var rows = 0
    var columns = 0
    var pixels = CellSize(width: 0, height: 0)
  }

  /// The size of a cell now.
  private(set) var cell: CellSize
  private let border: CellSize

  /// A meter that starts from the probe's result for the window as it was then.
  init(cell: CellSize, window: Window) {
    self.cell = cell
    border = CellSize(
      width: Self.border(window.pixels.width, window.columns, cell.width),
      height: Self.border(window.pixels.height, window.rows, cell.height))
  }

  /// Takes a new window.
  mutating func measure(_ window: Window) {
    let inner = CellSize(
      width: window.pixels.width - border.width, height: window.pixels.height - border.height)
    cell = .dividing(inner, columns: window.columns, rows: window.rows) ?? cell
  }

  /// A remainder that is no border (tmux invents pixels) is not counted.
  private static func border(_ pixels: Int, _ cells: Int, _ size: Int) -> Int {
    let rest = pixels - cells * size
    return rest > 0 && rest < pixels / 2 ? rest : 0
  }
}

extension CellMeter.Window {
  /// The window of the terminal behind a descriptor.
  init(of descriptor: Int32) {
    let size = ns_window_size(descriptor)
    (rows, columns) = (Int(size.rows), Int(size.columns))
    pixels = CellSize(width: Int(size.width), height: Int(size.height))
  }
}
