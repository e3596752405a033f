// SPDX-License-Identifier: MIT

import FileIO

extension State {
  /// The commands that a text lets through, those that have it in one piece first.
  func commands(matching text: String) -> [Command] {
    let all = (Keymap.commands(in: pageContext) + places).filter { $0.matches(text) }
    let word = text.lowercased()
    let whole = all.filter { word.isEmpty || $0.name.lowercased().contains(word) }
    return whole + all.filter { !whole.contains($0) }
  }

  /// A command for each network and for each site of the present one.
  private var places: [Command] {
    let networks =
      [Command(name: "network: pixels", keys: "", action: .network(nil))]
      + self.networks.map {
        Command(
          name: "network: \($0.name.printable) · \($0.note.printable)", keys: "",
          action: .network($0.name))
      }
    let sites = settings.network?.summary.sites ?? []
    return (settings.input.isPicture ? networks : [])
      + sites.enumerated().map { index, site in
        Command(
          name: "site: \(site.name.printable) · \(site.channels) channels · "
            + (settings.network?.sites[index].mode ?? site.own).abbreviation,
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
      ? "the mouse is listened to; hold Shift to select text" : "the mouse is left to the terminal"
    return [.preferences(preferences)]
  }
}
