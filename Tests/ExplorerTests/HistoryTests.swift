// SPDX-License-Identifier: MIT

import Normalization
import Settings
import TestSupport
import Testing

@testable import Explorer

/// Changes that are taken back and made again.
@Suite struct HistoryTests {
  private func press(_ keys: [Key], _ state: inout State) {
    for key in keys { FakeFrameRenderer.send(.key(key), to: &state) }
  }

  /// Every key of every table and what is typed, but for those that leave.
  private static let keys: [Key] = {
    var keys = Set("0123456789.-abcxyz :/".unicodeScalars.map(Key.character))
    for context in Keymap.Context.allCases {
      keys.formUnion(Keymap.bindings(in: context).flatMap(\.keys.keys))
    }
    return keys.sorted { $0.name < $1.name }
  }()

  private func event(_ random: inout SplitMix) -> Message {
    guard Int.random(in: 0..<4, using: &random) == 0 else {
      return .key(Self.keys.randomElement(using: &random) ?? .enter)
    }
    let kinds: [Mouse.Kind] = [.press, .drag, .release, .wheelUp, .wheelDown]
    return .mouse(
      Mouse(
        kinds.randomElement(using: &random) ?? .press, row: Int.random(in: 0..<40, using: &random),
        column: Int.random(in: 0..<120, using: &random)))
  }

  @Test(arguments: [1, 2, 3, 4], [nil] + FakeFrameRenderer.networks)
  func everyChangeOfFiveThousandEventsCanBeUndoneAndRedone(
    _ seed: UInt64, _ network: NetworkSummary?
  ) {
    var random = SplitMix(seed: seed)
    var state = FakeFrameRenderer.state(through: network)
    let start = state
    for round in 0..<5000 {
      FakeFrameRenderer.send(event(&random), to: &state)
      if round.isMultiple(of: 10) { _ = view(state) }
    }
    press([.escape, .escape, .escape], &state)
    let end = state
    // The tail of the run may have undone something; that is still to be redone at the end.
    while state.history.canRedo { press([.control("r")], &state) }
    let last = state
    var count = 0
    while state.history.canUndo {
      press([.character("u")], &state)
      count += 1
    }
    // Going to another site is no change.
    #expect(state.settings.isSame(as: start.settings) && state.bank == start.bank)
    #expect(count > 100, "only \(count) changes, which proves little")
    while state.history.canRedo { press([.control("r")], &state) }
    #expect(state.settings == last.settings && state.bank == last.bank)
    #expect(end.history.past.count + end.history.future.count == count)
  }

  @Test func turnsOfOneSliderAreOneChangeUntilItRests() {
    var state = FakeFrameRenderer.state()
    state.control = .alpha
    _ = state.update(.key(.left))
    _ = state.update(.key(.left))
    _ = state.update(.key(.left))
    #expect(state.history.past.count == 1)
    _ = state.update(.rested(revision: state.revision))
    _ = state.update(.key(.left))
    #expect(state.history.past.count == 2)
    press([.character("u")], &state)
    #expect(abs(state.settings.alpha - 0.85) < 1e-9)
    press([.character("u")], &state)
    #expect(state.settings.alpha == 1)
    press([.character("u")], &state)
    #expect(state.notice == "nothing to undo")
  }

  @Test(arguments: ["A", "e", "N", "x", "R"])
  func whatFollowsATurnAtOnceIsAChangeOfItsOwn(_ key: String) {
    var state = FakeFrameRenderer.state(through: FakeFrameRenderer.networks[0])
    state.settings.network?.sites[1].mode = .instance
    state.control = .gamma
    _ = state.update(.key(.right))
    let turned = state.settings
    press(key, &state)
    if key == "N" {
      press("rows", &state)
      _ = state.update(.key(.enter))
    }
    #expect(state.settings != turned)
    press("u", &state)
    #expect(state.settings == turned)
  }

  /// Before the worker has answered anything.
  private func press(_ letters: String, _ state: inout State) {
    for letter in letters.unicodeScalars { _ = state.update(.key(.character(letter))) }
  }

  @Test func aChangeThatCannotBeComputedIsForgotten() {
    var state = FakeFrameRenderer.state()
    press([.character("m")], &state)
    let count = state.history.past.count
    guard case .compute(let request)? = state.update(.key(.character("m"))).first else {
      Issue.record("no work was asked for")
      return
    }
    _ = state.update(.frame(Frame(request, problem: "it cannot be")))
    #expect(state.settings.mode == .layer && state.history.past.count == count)
  }

  @Test func aNewChangeForgetsWhatWasUndone() {
    var state = FakeFrameRenderer.state()
    press([.character("m"), .character("u"), .character("x"), .control("r")], &state)
    #expect(state.notice == "nothing to redo" && state.settings.isBare)
  }
}
