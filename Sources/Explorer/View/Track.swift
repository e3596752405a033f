// SPDX-License-Identifier: MIT

/// The track of a slider with its knob.
struct Track {
  /// Where the knob is, 0…1.
  let position: Double
  /// Whether the slider is under the cursor.
  let isChosen: Bool

  func draw(on canvas: inout Canvas, row: Int, column: Int, width: Int) {
    guard width >= 3 else { return }
    let knob = Int((position * Double(width - 1)).rounded())
    for place in 0..<width {
      let cell: Cell
      if place == knob {
        cell = Cell("●", .role(isChosen ? .key : .value))
      } else {
        cell = Cell(place < knob ? "━" : "─", .role(place < knob ? .track : .frame))
      }
      canvas.put(cell, row: row, column: column + place)
    }
  }
}
