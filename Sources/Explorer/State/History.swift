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
