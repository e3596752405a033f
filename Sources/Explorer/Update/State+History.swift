// SPDX-License-Identifier: MIT

import Settings

extension State {
  /// The present, to come back to.
  var moment: History.Moment {
    History.Moment(settings: settings, bank: bank, control: control, channel: channel)
  }

  /// Carries something out and remembers the moment before it if it changed the setup.
  mutating func changing(_ body: (inout State) -> [Effect]) -> [Effect] {
    let (before, depth) = (moment, (history.past.count, history.future.count))
    let effects = body(&self)
    let isTravel = (history.past.count, history.future.count) != depth
    // Going to another site changes nothing that is computed.
    let isChanged = !before.settings.isSame(as: settings) || before.bank != bank
    if isChanged && !isTravel { history.remember(before, turn: turned(from: before)) }
    return effects
  }

  /// What kind of turn a change was; nil for anything but one slider moving.
  private func turned(from before: History.Moment) -> History.Turn? {
    guard control.isSlider, before.control == control, before.channel == channel,
      before.settings.withoutTurns == settings.withoutTurns
    else { return nil }
    return History.Turn(control: control, channel: channel)
  }

  mutating func undo() -> [Effect] {
    guard let moment = history.undo(from: moment) else {
      notice = "nothing to undo"
      return []
    }
    return go(to: moment)
  }

  mutating func redo() -> [Effect] {
    guard let moment = history.redo(from: moment) else {
      notice = "nothing to redo"
      return []
    }
    return go(to: moment)
  }

  private mutating func go(to moment: History.Moment) -> [Effect] {
    (settings, bank) = (moment.settings, moment.bank)
    (control, channel) = (moment.control, moment.channel)
    typed = []
    keepControlValid()
    return recompute()
  }
}

extension RenderSettings {
  /// What sliders do not change: all but numbers of the present site, the mix and its weights.
  fileprivate var withoutTurns: RenderSettings {
    var plain = self
    (plain.siteSettings.epsilon, plain.alpha) = (0, 1)
    (plain.siteSettings.edits, plain.siteSettings.bareEdits) = ([:], [:])
    (plain.edits, plain.bareEdits) = ([:], [:])
    plain.mixed = mixed.map { WeightedStyle(path: $0.path) }
    return plain
  }
}
