// SPDX-License-Identifier: MIT

import CNcurses

/// Size of a character cell in pixels.
public struct CellSize: Equatable, Sendable {
  /// Width in pixels.
  public let width: Int
  /// Height in pixels.
  public let height: Int

  /// Creates a size.
  public init(width: Int, height: Int) { (self.width, self.height) = (width, height) }

  /// Assumed size if the terminal does not report one: twice as high as wide, like most fonts.
  public static let standard = CellSize(width: 10, height: 20)

  /// The size; nil if no font has this size, so that the terminal's reply must be wrong.
  var plausible: CellSize? {
    (4...64).contains(width) && (6...128).contains(height) ? self : nil
  }

  /// Whether a size in pixels can be that of the text area in a window: the rest is a border, about
  /// as wide on both axes. True if the size of the window is unknown.
  func isTextArea(of window: CellSize?) -> Bool {
    guard let window, window.width > 0, window.height > 0 else { return true }
    let (horizontal, vertical) = (window.width - width, window.height - height)
    let scrollbar = 20
    return (horizontal - vertical).magnitude <= scrollbar && 2 * horizontal < window.width
      && 2 * vertical < window.height
  }

  /// Returns the cell size of a text area of `pixels`; nil if it is not plausible.
  static func dividing(_ pixels: CellSize?, columns: Int, rows: Int) -> CellSize? {
    guard let pixels, columns > 0, rows > 0 else { return nil }
    return CellSize(width: pixels.width / columns, height: pixels.height / rows).plausible
  }
}

/// Tracks the cell size when the window or the font size changes.
///
/// The window size in pixels may include an inner border. Its width follows from the probe's cell
/// size and does not change with the window.
struct CellSizeTracker: Equatable {
  /// Current size of a cell.
  private(set) var cell: CellSize
  private let border: CellSize

  /// Creates a tracker from the probe's cell size and the window size at that time.
  init(cell: CellSize, window: WindowSize) {
    self.cell = cell
    border = CellSize(
      width: Self.border(window.pixels.width, window.columns, cell.width),
      height: Self.border(window.pixels.height, window.rows, cell.height))
  }

  /// Updates the cell size for a new window size.
  mutating func update(_ window: WindowSize) {
    let inner = CellSize(
      width: window.pixels.width - border.width, height: window.pixels.height - border.height)
    cell = .dividing(inner, columns: window.columns, rows: window.rows) ?? cell
  }

  /// Returns the border width; 0 for implausible sizes, such as those reported by tmux.
  private static func border(_ pixels: Int, _ cells: Int, _ size: Int) -> Int {
    let rest = pixels - cells * size
    return rest > 0 && rest < pixels / 2 ? rest : 0
  }
}

/// Size of a terminal window in cells and pixels.
struct WindowSize: Equatable {
  var rows = 0
  var columns = 0
  var pixels = CellSize(width: 0, height: 0)
}

extension WindowSize {
  /// Reads the window size of the terminal of a descriptor.
  init(of descriptor: Int32) {
    let size = ns_window_size(descriptor)
    (rows, columns) = (Int(size.rows), Int(size.columns))
    pixels = CellSize(width: Int(size.width), height: Int(size.height))
  }
}
