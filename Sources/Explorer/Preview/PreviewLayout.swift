// SPDX-License-Identifier: MIT

/// Layout of the Preview page.
struct PreviewLayout {
  /// Boxes of content, style and result, of equal size.
  let pictures: [Rect]
  /// Row of the captions above the pictures.
  let captionRow: Int
  /// Row of the details below the pictures.
  let detailRow: Int
  /// Area of the controls.
  let controls: Rect
  /// Statistics and histograms of the selected channel.
  let statistics: Rect

  /// Creates the layout.
  /// - Precondition: The screen is at least `ScreenSize.smallest`.
  init(_ size: ScreenSize) {
    let spare = size.rows >= 30 ? 1 : 0
    let lower = max(7, min(18, size.rows * 36 / 100))
    let height = size.rows - 5 - 2 * spare - lower
    captionRow = 1 + spare
    let top = captionRow + 1
    let width = (size.columns - 2 - 4) / 3
    pictures = (0..<3).map {
      Rect(row: top, column: 1 + $0 * (width + 2), rows: height, columns: width)
    }
    detailRow = top + height
    let left = max(28, min(64, size.columns * 42 / 100))
    let start = detailRow + 1 + spare
    controls = Rect(row: start, column: 1, rows: lower, columns: left)
    statistics = Rect(
      row: start, column: left + 3, rows: lower, columns: size.columns - left - 4)
  }

  /// Picture boxes by slot.
  var boxes: [PictureSlot: Rect] {
    [.content: pictures[0], .style: pictures[1], .result: pictures[2]]
  }
}
