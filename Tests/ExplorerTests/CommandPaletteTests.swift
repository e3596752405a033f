// SPDX-License-Identifier: MIT

import Settings
import Testing

@testable import Explorer

/// Command palette, filters and preferences.
@Suite struct CommandPaletteTests {
  private func press(_ keys: String, _ state: inout ExplorerState) {
    for key in keys.unicodeScalars { FakeFrameRenderer.send(.key(.character(key)), to: &state) }
  }

  @Test func lettersInOrderFindACommandAndEnterRunsIt() {
    var state = FakeFrameRenderer.state()
    press(":mode: bat", &state)
    #expect(state.commands(matching: "mode: bat").map(\.name) == ["mode: Batch Norm"])
    FakeFrameRenderer.send(.key(.enter), to: &state)
    #expect(state.settings.mode == .batch && state.overlay == nil)
  }

  @Test func literalMatchesPrecedeScatteredLetters() {
    let state = FakeFrameRenderer.state()
    let names = state.commands(matching: "redo").map(\.name)
    #expect(names.first == "redo", "\(names)")
  }

  @Test func aBrokenNetworkFileIsListedAndEnterShowsTheReason() {
    var state = FakeFrameRenderer.state()
    let broken = UnusableNetwork(name: "torn", reason: "‘torn.safetensors’ ends at byte 12")
    FakeFrameRenderer.send(.networks(state.networks, unusable: [broken]), to: &state)
    #expect(state.notice == broken.reason)
    let before = state.settings
    press(":network: torn", &state)
    #expect(state.notice == nil)
    #expect(
      state.commands(matching: "network: torn").map(\.name)
        == ["network: torn · cannot be used (Enter: why)"])
    FakeFrameRenderer.send(.key(.enter), to: &state)
    #expect(state.notice == broken.reason)
    #expect(state.settings == before && state.overlay == nil)
  }

  @Test func everyActionOfABindingIsACommand() {
    for context in [Keymap.Context.preview, .channels, .compare, .batch, .styles] {
      let commands = Set(Keymap.commands(in: context).map(\.action))
      let actions = Keymap.bindings(in: context).flatMap(\.keys.values).filter {
        switch $0 {
        case .move, .adjust, .nextControl, .channel, .accept: false
        default: true
        }
      }
      #expect(commands.isSuperset(of: actions), "\(Set(actions).subtracting(commands))")
    }
  }

  @Test func theFilterShowsOnlyMatchingChannels() {
    var state = FakeFrameRenderer.state()
    press("2/g", &state)
    #expect(state.shownChannels == [1])
    FakeFrameRenderer.send(.key(.enter), to: &state)
    FakeFrameRenderer.send(.key(.down), to: &state)
    #expect(state.channel == .one(1))
    FakeFrameRenderer.send(.key(.down), to: &state)
    #expect(state.channel == .one(1), "there is no other")
    FakeFrameRenderer.send(.key(.up), to: &state)
    #expect(state.channel == .all)
    press("/", &state)
    FakeFrameRenderer.send(.key(.escape), to: &state)
    #expect(state.shownChannels == [0, 1, 2])
  }

  @Test func aFileFilterShowsOnlyMatchingFiles() {
    var state = FakeFrameRenderer.state()
    press("c/B", &state)
    guard case .chooser(let chooser) = state.overlay else {
      Issue.record("no chooser")
      return
    }
    #expect(chooser.entries.map(\.name) == ["b.png"])
    FakeFrameRenderer.send(.key(.enter), to: &state)
    FakeFrameRenderer.send(.key(.enter), to: &state)
    #expect(state.settings.input.path == "/pictures/b.png")
  }

  @Test func changingTheThemeIsAPreferenceAndCannotBeUndone() {
    var state = FakeFrameRenderer.state()
    press(":theme: mono", &state)
    let effects = state.update(.key(.enter))
    #expect(state.preferences.theme == .mono && effects == [.preferences(state.preferences)])
    #expect(!state.history.canUndo)
  }
}
