// SPDX-License-Identifier: MIT

extension State {
  /// Asks for an export of what is on the screen.
  func export(_ export: Export) -> [Effect] {
    [
      .export(
        ExportJob(
          export: export, setup: setup, canvas: view(self), theme: settings.theme,
          session: session))
    ]
  }

  /// Shows a command line whole, where it is not in somebody's way.
  mutating func show(command: [String]) {
    if overlay == nil { overlay = .help(.command(command), scroll: 0) }
  }
}
