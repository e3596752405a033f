// SPDX-License-Identifier: MIT

extension State {
  mutating func performHelp(_ action: Action, _ topic: HelpTopic, _ scroll: Int) -> [Effect] {
    switch action {
    case .close: overlay = nil
    case .move(let steps):
      let last = HelpLayout(self, topic).lastScroll
      overlay = .help(topic, scroll: max(0, min(last, scroll + steps)))
    case .mode(let steps):
      let shown = if case .mode(let mode) = topic { mode } else { settings.mode.neighbour(-steps) }
      overlay = .help(.mode(shown.neighbour(steps)), scroll: 0)
    case .help: overlay = .help(topic == .keys ? .mode(settings.mode) : .keys, scroll: 0)
    default: break
    }
    return []
  }
}
