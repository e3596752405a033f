// SPDX-License-Identifier: MIT

import FileIO

extension ExplorerState {
  /// Returns the commands that match a text; those that contain it literally come first.
  func commands(matching text: String) -> [Command] {
    let all = (Keymap.commands(in: pageContext) + networkCommands + tensorCommands).filter {
      $0.matches(text)
    }
    let lowercased = text.lowercased()
    let literal = all.filter { lowercased.isEmpty || $0.name.lowercased().contains(lowercased) }
    return literal + all.filter { !literal.contains($0) }
  }

  /// Commands for each network and each site of the current network.
  private var networkCommands: [Command] {
    let networks =
      [Command(name: "network: pixels", keys: "", action: .network(nil))]
      + self.networks.map {
        Command(
          name: "network: \($0.name.printable) · \($0.note.printable)", keys: "",
          action: .network($0.name))
      }
      + unusableNetworks.map {
        Command(
          name: "network: \($0.name.printable) · cannot be used (Enter: why)", keys: "",
          action: .network($0.name), isUnusable: true)
      }
    let sites = settings.network?.summary.sites ?? []
    return (settings.input.isPicture ? networks : [])
      + sites.enumerated().map { index, site in
        Command(
          name: "site: \(site.name.printable) · \(site.channels) channels · "
            + (settings.network?.sites[index].mode ?? site.defaultMode).abbreviation,
          keys: "\(index + 1)/\(sites.count)", action: .site(index))
      }
  }

  mutating func performPalette(_ action: Action, _ text: String, _ cursor: Int) -> [Effect] {
    let commands = commands(matching: text)
    switch action {
    case .close: overlay = nil
    case .move(let steps):
      overlay = .palette(text, cursor: max(0, min(commands.count - 1, cursor + steps)))
    case .accept:
      guard commands.indices ~= cursor else { return [] }
      overlay = nil
      return perform(commands[cursor].action)
    default: break
    }
    return []
  }

  mutating func useTheme(_ theme: Theme) -> [Effect] {
    preferences.theme = theme
    notice = "theme: \(theme.name)"
    return [.preferences(preferences)]
  }

  mutating func toggleMouse() -> [Effect] {
    preferences.hasMouse.toggle()
    drag = nil
    notice =
      preferences.hasMouse
      ? "mouse on; hold Shift to select text" : "mouse off"
    return [.preferences(preferences)]
  }
}

/// View of the command palette: the commands that match the typed text.
struct PaletteView {
  let state: ExplorerState
  let text: String
  let cursor: Int

  func draw(on canvas: inout Canvas) {
    let width = min(state.size.columns - 4, 64)
    let height = min(state.size.rows - 4, 20)
    let box = Rect(
      row: 1, column: (state.size.columns - width) / 2, rows: height, columns: width)
    canvas.open(box)
    let end = canvas.write(":" + text.printable, row: box.row + 1, column: box.column + 2, .title)
    canvas.write("_", row: box.row + 1, column: end, .key)
    drawCommands(
      on: &canvas,
      in: Rect(
        row: box.row + 3, column: box.column + 3, rows: height - 4, columns: width - 5))
  }

  private func drawCommands(on canvas: inout Canvas, in rect: Rect) {
    let commands = state.commands(matching: text)
    if commands.isEmpty {
      canvas.write("no such command", row: rect.row, column: rect.column, .faint)
    }
    let first = max(0, min(cursor - rect.rows / 2, commands.count - rect.rows))
    canvas.drawScrollArrows(
      above: first > 0, below: first + rect.rows < commands.count, beside: rect)
    for (row, command) in commands.dropFirst(first).prefix(rect.rows).enumerated() {
      let line = Rect(row: rect.row + row, column: rect.column, rows: 1, columns: rect.columns)
      canvas.addRegion(line, .row(first + row))
      draw(command, isSelected: first + row == cursor, on: &canvas, in: line)
    }
  }

  private func draw(
    _ command: Command, isSelected: Bool, on canvas: inout Canvas, in rect: Rect
  ) {
    let keys = Canvas.width(of: command.keys)
    if isSelected { canvas.fill(rect, with: Cell(" ", .role(.selected))) }
    let role: CellStyle.Role = isSelected ? .selected : command.isUnusable ? .faint : .text
    canvas.write(
      command.name, row: rect.row, column: rect.column, role,
      width: rect.columns - keys - 1)
    canvas.write(
      command.keys, row: rect.row, column: rect.endColumn - keys, isSelected ? .selected : .key)
  }
}
