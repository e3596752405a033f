// SPDX-License-Identifier: MIT

extension State {
  /// Asks for an export of what is on the screen.
  func export(_ export: Export) -> [Effect] {
    [
      .export(
        ExportJob(
          export: export, settings: settings, canvas: view(self), theme: preferences.theme,
          session: session))
    ]
  }

  /// Shows a command line whole, where it is not in somebody's way.
  mutating func show(command: [String]) {
    if overlay == nil { overlay = .help(.command(command), scroll: 0) }
  }
}
