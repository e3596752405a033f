// SPDX-License-Identifier: MIT

import Normalization
import Settings
import TestSupport
import Testing

@testable import Explorer

/// Undo and redo.
@Suite struct HistoryTests {
  private func press(_ keys: [Key], _ state: inout ExplorerState) {
    for key in keys { FakeFrameRenderer.send(.key(key), to: &state) }
  }

  /// Every key of every table and characters for text fields.
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
    // The last events may have undone changes, which are redone first.
    while state.history.canRedo { press([.control("r")], &state) }
    let last = state
    var count = 0
    while state.history.canUndo {
      press([.character("u")], &state)
      count += 1
    }
    // Selecting another site is not a change.
    #expect(state.settings.isEquivalent(to: start.settings) && state.bank == start.bank)
    #expect(count > 100, "only \(count) changes, which proves little")
    while state.history.canRedo { press([.control("r")], &state) }
    #expect(state.settings == last.settings && state.bank == last.bank)
    #expect(end.history.past.count + end.history.future.count == count)
  }

  @Test func stepsOfOneSliderAreUndoneTogetherUntilItIsIdle() {
    var state = FakeFrameRenderer.state()
    state.control = .alpha
    _ = state.update(.key(.left))
    _ = state.update(.key(.left))
    _ = state.update(.key(.left))
    #expect(state.history.past.count == 1)
    _ = state.update(.idle(revision: state.revision))
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
  func anotherActionRightAfterASliderStepIsASeparateChange(_ key: String) {
    var state = FakeFrameRenderer.state(through: FakeFrameRenderer.networks[0])
    state.settings.network?.sites[1].mode = .instance
    state.control = .gamma
    _ = state.update(.key(.right))
    let edited = state.settings
    press(key, &state)
    if key == "N" {
      press("rows", &state)
      _ = state.update(.key(.enter))
    }
    #expect(state.settings != edited)
    press("u", &state)
    #expect(state.settings == edited)
  }

  /// Presses keys before the worker answers.
  private func press(_ glyphs: String, _ state: inout ExplorerState) {
    for letter in glyphs.unicodeScalars { _ = state.update(.key(.character(letter))) }
  }

  @Test func aChangeThatCannotBeComputedIsRemovedFromTheHistory() {
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

  @Test func aNewChangeClearsTheRedoHistory() {
    var state = FakeFrameRenderer.state()
    press([.character("m"), .character("u"), .character("x"), .control("r")], &state)
    #expect(state.notice == "nothing to redo" && state.settings.usesIdentityAffine)
  }

  // MARK: memory

  /// A state with `channels` channels that have been edited `changes` times.
  private func edited(channels: Int, changes: Int) -> ExplorerState {
    var state = FakeFrameRenderer.state()
    for change in 1...changes {
      _ = state.recordingHistory { state in
        for channel in 0..<channels {
          state.settings.setEdit(AffineEdit(factor: 1 + Double(change)), of: channel)
        }
        return []
      }
    }
    return state
  }

  /// Memory of a snapshot's edits without any overhead: an index and two numbers each.
  private func editBytes(_ snapshot: History.Snapshot) -> Int {
    let edits = snapshot.settings.edits.values.reduce(0) { $0 + $1.count }
    return edits * (MemoryLayout<Int>.stride + MemoryLayout<AffineEdit>.stride)
  }

  @Test func largeEditsInTheHistoryTakeAtMostSixteenMebibytes() {
    // 100 changes of 20 000 edits of 24 bytes each would take 46 MiB.
    let state = edited(channels: 20_000, changes: 100)
    let total = state.history.past.map(editBytes).reduce(0, +)
    #expect(total <= 16 << 20, "\(total) bytes in \(state.history.past.count) snapshots")
  }

  @Test func theOldestSnapshotsAreDroppedFirst() {
    var state = edited(channels: 20_000, changes: 100)
    #expect(state.history.canUndo)
    _ = state.update(.key(.character("u")))
    #expect(state.settings.edit(of: 0).factor == 100)
    _ = state.update(.key(.character("u")))
    #expect(state.settings.edit(of: 0).factor == 99)
    _ = state.update(.key(.control("r")))
    _ = state.update(.key(.control("r")))
    #expect(state.settings.edit(of: 0).factor == 101 && !state.history.canRedo)
  }

  @Test func aChangeLargerThanTheLimitCanStillBeUndone() {
    var state = edited(channels: 800_000, changes: 2)
    #expect(state.history.past.count == 1 && editBytes(state.snapshot) > 16 << 20)
    _ = state.update(.key(.character("u")))
    #expect(state.settings.edit(of: 0).factor == 2)
  }
}
