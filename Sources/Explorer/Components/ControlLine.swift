// SPDX-License-Identifier: MIT

/// Line of one control: name, value, and a track for a slider.
struct ControlLine {
  let state: ExplorerState
  let control: Control

  /// Width of the name in cells.
  static let labelWidth = 9
  /// Width of the value in cells.
  static let valueWidth = 9

  func draw(on canvas: inout Canvas, in rect: Rect) {
    let isSelected = control == state.control
    canvas.addRegion(rect, .control(control))
    canvas.write(isSelected ? "▸" : " ", row: rect.row, column: rect.column, .key)
    canvas.write(
      label, row: rect.row, column: rect.column + 2, isSelected ? .title : .label,
      width: Self.labelWidth)
    let column = rect.column + 2 + Self.labelWidth
    if isSelected, case .entry(let text) = state.overlay {
      drawEntry(text, on: &canvas, row: rect.row, column: column, width: rect.endColumn - column)
    } else if let choice {
      drawChoice(choice, isSelected, &canvas, rect.row, column, rect.endColumn - column)
    } else {
      drawSlider(isSelected, &canvas, rect.row, column, rect.endColumn - column)
    }
  }

  private func drawEntry(
    _ text: String, on canvas: inout Canvas, row: Int, column: Int, width: Int
  ) {
    let shown = text.count < width - 1 ? text : String(text.suffix(max(0, width - 2)))
    let end = canvas.write(shown, row: row, column: column, .selected, width: width)
    canvas.write("_", row: row, column: end, .selected)
  }

  private func drawChoice(
    _ wordings: [String], _ isSelected: Bool, _ canvas: inout Canvas, _ row: Int, _ column: Int,
    _ width: Int
  ) {
    let mark: CellStyle.Role = isSelected ? .key : .faint
    canvas.write("‹", row: row, column: column, mark)
    let text = Canvas.first(of: wordings, in: width - 4)
    let end = canvas.write(text, row: row, column: column + 2, .value, width: width - 4)
    canvas.write("›", row: row, column: end + 1, mark)
    canvas.addRegion(Rect(row: row, column: column, rows: 1, columns: 2), .step(control, -1))
    canvas.addRegion(
      Rect(row: row, column: column + 2, rows: 1, columns: end - column), .step(control, 1))
  }

  private func drawSlider(
    _ isSelected: Bool, _ canvas: inout Canvas, _ row: Int, _ column: Int, _ width: Int
  ) {
    let role: CellStyle.Role = isEdited ? .edited : .value
    let hasNote = width >= 34
    canvas.write(
      hasNote ? value : shortValue, row: row, column: column, role, width: Self.valueWidth,
      align: .right)
    let start = column + Self.valueWidth + 1
    let note = Canvas.width(of: self.note) + 1
    let track = width - Self.valueWidth - 1 - (hasNote ? max(8, note) : 0)
    SliderTrack(position: position, isSelected: isSelected).draw(
      on: &canvas, row: row, column: start, width: min(24, track))
    canvas.addRegion(
      Rect(row: row, column: start, rows: 1, columns: min(24, track)), .track(control))
    if hasNote {
      canvas.write(
        self.note, row: row, column: start + min(24, track) + 1, isEdited ? .edited : .faint)
    }
  }
}

/// List of controls; the selected one is marked.
struct ControlPanel {
  let state: ExplorerState

  /// Draws as many controls as fit, scrolled so that the selected one is visible.
  func draw(on canvas: inout Canvas, in rect: Rect) {
    let list = state.controls
    let selected = list.firstIndex(of: state.control) ?? 0
    let first = max(0, min(selected - rect.rows + 1, list.count - rect.rows))
    canvas.drawScrollArrows(
      above: first > 0, below: first + rect.rows < list.count, beside: rect)
    for (row, control) in list.dropFirst(first).prefix(rect.rows).enumerated() {
      ControlLine(state: state, control: control).draw(
        on: &canvas,
        in: Rect(row: rect.row + row, column: rect.column, rows: 1, columns: rect.columns))
    }
  }
}

/// Track of a slider with its knob.
struct SliderTrack {
  /// Position of the knob, 0…1.
  let position: Double
  /// Whether the slider is under the cursor.
  let isSelected: Bool

  func draw(on canvas: inout Canvas, row: Int, column: Int, width: Int) {
    guard width >= 3 else { return }
    let knob = Int((position * Double(width - 1)).rounded())
    for place in 0..<width {
      let cell: Cell
      if place == knob {
        cell = Cell("●", .role(isSelected ? .key : .value))
      } else {
        cell = Cell(place < knob ? "━" : "─", .role(place < knob ? .track : .frame))
      }
      canvas.put(cell, row: row, column: column + place)
    }
  }
}
