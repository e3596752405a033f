// SPDX-License-Identifier: MIT

/// The columns of a heat map: four blocks of as many channels as fit.
struct HeatGrid {
  /// Cells for the pictures' names.
  let nameWidth: Int
  /// The cells of a channel, with the gap after it.
  let width: Int
  /// The channels that are shown.
  let channels: Range<Int>
  private let start: Int
  private let gap: Int

  /// The most cells of a channel: a figure and a gap.
  private static let widest = 9

  init(_ rect: Rect, channels count: Int, chosen: Int) {
    gap = rect.columns >= 110 ? 3 : 1
    nameWidth = rect.columns >= 150 ? 30 : rect.columns >= 110 ? 22 : 12
    let room = max(4, rect.columns - nameWidth - 3 * gap) / 4
    width = max(1, min(Self.widest, room / max(1, count)))
    let shown = min(count, max(1, room / width))
    let first = max(0, min(chosen - shown / 2, count - shown))
    channels = first..<first + shown
    start = rect.column + nameWidth
  }

  /// The cells of a channel that are filled: narrow cells touch.
  var fill: Int { width >= 3 ? width - 1 : width }
  /// Whether there is room for figures.
  var hasFigures: Bool { width >= 5 }

  /// The first cell of a channel in block 0…3.
  func column(_ block: Int, _ channel: Int) -> Int {
    start + block * (channels.count * width + gap) + (channel - channels.lowerBound) * width
  }
}
