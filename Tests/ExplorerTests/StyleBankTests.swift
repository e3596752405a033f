// SPDX-License-Identifier: MIT

import Foundation
import Settings
import Testing

@testable import Explorer

/// Styles page: style bank and weights.
@Suite struct StyleBankTests {
  private func page() -> ExplorerState {
    var state = FakeFrameRenderer.state()
    press("5", &state)
    return state
  }

  private func press(_ keys: String, _ state: inout ExplorerState) {
    for key in keys.unicodeScalars { FakeFrameRenderer.send(.key(.character(key)), to: &state) }
  }

  @Test func aStyleOutsideTheBankIsListedAsUserAdded() {
    let state = page()
    #expect(state.bankEntries.map(\.name) == ["x", "y", "style"])
    #expect(state.bankEntries.map(\.isUserAdded) == [false, false, true])
    #expect(state.selectedStyle?.path == "/pictures/style.jpg")
  }

  @Test func aStyleOutsideTheBankIsAddedToItWhenItLeavesTheMixture() {
    var state = page()
    #expect(state.bank.map(\.name) == ["x", "y"])
    FakeFrameRenderer.send(.key(.up), to: &state)
    press("o", &state)
    #expect(state.bank.map(\.name) == ["x", "y", "style"])
    press("u", &state)
    #expect(state.bank.map(\.name) == ["x", "y"])
    #expect(state.bankEntries.map(\.name) == ["x", "y", "style"])
  }

  @Test func adjustingTheWeightAddsAStyleToTheMixture() {
    var state = page()
    FakeFrameRenderer.send(.key(.up), to: &state)
    FakeFrameRenderer.send(.key(.left), to: &state)
    #expect(state.settings.styles.count == 1, "it had no weight to lose")
    FakeFrameRenderer.send(.key(.right), to: &state)
    FakeFrameRenderer.send(.key(.pageUp), to: &state)
    #expect(state.settings.styles.map(\.path) == ["/pictures/style.jpg", "/pictures/y.jpg"])
    #expect(abs(state.settings.styles[1].weight - 0.55) < 1e-9)
    press(" ", &state)
    #expect(state.settings.styles.count == 1)
    press("o", &state)
    #expect(state.settings.styles == [WeightedStyle(path: "/pictures/y.jpg")])
  }

  @Test func aTypedWeightIsNotClamped() {
    var state = page()
    for key in [Key.enter, .character("-"), .character("2"), .enter] {
      FakeFrameRenderer.send(.key(key), to: &state)
    }
    #expect(state.settings.styles[0].weight == -2)
  }

  @Test func theLastStyleAndBundledStylesCannotBeRemoved() {
    var state = page()
    press(" ", &state)
    #expect(state.settings.styles.count == 1 && state.notice == "the last style cannot be removed")
    press("d", &state)
    #expect(state.bankEntries.count == 3 && state.notice != nil)
    FakeFrameRenderer.send(.key(.up), to: &state)
    press("d", &state)
    #expect(
      state.bankEntries.count == 3
        && state.notice?.contains("a bundled style cannot be removed") == true)
  }

  @Test func renamingAStyleCanBeUndone() {
    var state = page()
    press("n", &state)
    FakeFrameRenderer.send(.key(.backspace), to: &state)
    press("!", &state)
    FakeFrameRenderer.send(.key(.enter), to: &state)
    #expect(state.selectedStyle?.name == "styl!")
    press("u", &state)
    #expect(state.selectedStyle?.name == "style")
  }

  @Test func anEmptyNameIsIgnored() {
    var state = page()
    press("n", &state)
    for _ in 0..<9 { FakeFrameRenderer.send(.key(.backspace), to: &state) }
    press("  ", &state)
    FakeFrameRenderer.send(.key(.enter), to: &state)
    #expect(state.selectedStyle?.name == "style")
  }

  @Test func entriesAreStoredUnderTheKeysNamePathAndIsOwn() throws {
    let entry = StyleBankEntry(path: "/pictures/x.jpg", isUserAdded: true)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(entry), as: UTF8.self)
    #expect(text == #"{"isOwn":true,"name":"x","path":"/pictures/x.jpg"}"#)
    #expect(try JSONDecoder().decode(StyleBankEntry.self, from: Data(text.utf8)) == entry)
  }
}
