// SPDX-License-Identifier: MIT

import Settings

/// What was changed, to go back and forth in: setups before and after the present one.
public struct History: Equatable, Sendable {
  /// A moment that can be gone back to: the setup, and where the cursor was.
  public struct Moment: Equatable, Sendable {
    /// What was computed.
    public internal(set) var settings: RenderSettings
    /// The styles to choose from.
    public let bank: [BankRow]
    /// The control under the cursor.
    public let control: Control
    /// The channels that it acted on.
    public let channel: ChannelChoice
  }

  /// A run of turns of one control, which is one change.
  struct Turn: Equatable, Sendable {
    let control: Control
    let channel: ChannelChoice
  }

  private(set) var past: [Moment] = []
  private(set) var future: [Moment] = []
  private var turn: Turn?

  /// Whether there is something to undo.
  public var canUndo: Bool { !past.isEmpty }
  /// Whether there is something to redo.
  public var canRedo: Bool { !future.isEmpty }

  /// Remembers the moment before a change; further turns of the same control belong to the
  /// change that is remembered already.
  mutating func remember(_ moment: Moment, turn: Turn?) {
    if turn == nil || turn != self.turn || past.isEmpty { past.append(moment) }
    self.turn = turn
    future = []
  }

  /// The moment before the last change; `selectedSite` can be gone forward to again.
  mutating func undo(from selectedSite: Moment) -> Moment? {
    guard let moment = past.popLast() else { return nil }
    turn = nil
    future.append(selectedSite)
    return moment
  }

  /// The moment after the change that was undone last.
  mutating func redo(from selectedSite: Moment) -> Moment? {
    guard let moment = future.popLast() else { return nil }
    turn = nil
    past.append(selectedSite)
    return moment
  }

  /// The run of turns is over: the next turn is a change of its own.
  mutating func rest() { turn = nil }

  /// All moments know a network by the rows that it has now.
  mutating func adopt(_ network: NetworkSummary) {
    for index in past.indices { past[index].settings.adopt(network) }
    for index in future.indices { future[index].settings.adopt(network) }
  }

  /// Forgets the changes that led away from a setup and could not be computed.
  @discardableResult
  mutating func drop(backTo settings: RenderSettings) -> Moment? {
    turn = nil
    guard let place = past.lastIndex(where: { $0.settings == settings }) else { return nil }
    defer { past.removeSubrange(place...) }
    return past[place]
  }
}

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
