// SPDX-License-Identifier: MIT

import Testing

@testable import Explorer

/// The Styles page: rows of the bank and their weights.
@Suite struct BankTests {
  private func page() -> State {
    var state = FakeDesk.state()
    press("5", &state)
    return state
  }

  private func press(_ keys: String, _ state: inout State) {
    for key in keys.unicodeScalars { FakeDesk.send(.key(.character(key)), to: &state) }
  }

  @Test func aStyleFromElsewhereIsARowOfTheUsersOwn() {
    let state = page()
    #expect(state.bankRows.map(\.name) == ["x", "y", "style"])
    #expect(state.bankRows.map(\.isOwn) == [false, false, true])
    #expect(state.bankRow?.path == "/pictures/style.jpg")
  }

  @Test func lookingAtTheBankChangesNothingAndLeavingTheMixtureKeepsTheStyle() {
    var state = page()
    #expect(state.bank.map(\.name) == ["x", "y"])
    FakeDesk.send(.key(.up), to: &state)
    press("o", &state)
    #expect(state.bank.map(\.name) == ["x", "y", "style"])
    press("u", &state)
    #expect(state.bank.map(\.name) == ["x", "y"])
    #expect(state.bankRows.map(\.name) == ["x", "y", "style"])
  }

  @Test func turningARowMixesItIn() {
    var state = page()
    FakeDesk.send(.key(.up), to: &state)
    FakeDesk.send(.key(.left), to: &state)
    #expect(state.setup.styles.count == 1, "it had no weight to lose")
    FakeDesk.send(.key(.right), to: &state)
    FakeDesk.send(.key(.pageUp), to: &state)
    #expect(state.setup.styles.map(\.path) == ["/pictures/style.jpg", "/pictures/y.jpg"])
    #expect(abs(state.setup.styles[1].weight - 0.55) < 1e-9)
    press(" ", &state)
    #expect(state.setup.styles.count == 1)
    press("o", &state)
    #expect(state.setup.styles == [StyleChoice(path: "/pictures/y.jpg")])
  }

  @Test func aTypedWeightIsUsedAsItIs() {
    var state = page()
    for key in [Key.enter, .character("-"), .character("2"), .enter] {
      FakeDesk.send(.key(key), to: &state)
    }
    #expect(state.setup.styles[0].weight == -2)
  }

  @Test func theLastStyleAndThoseThatComeAlongStay() {
    var state = page()
    press(" ", &state)
    #expect(state.setup.styles.count == 1 && state.notice == "one style stays")
    press("d", &state)
    #expect(state.bankRows.count == 3 && state.notice != nil)
    FakeDesk.send(.key(.up), to: &state)
    press("d", &state)
    #expect(state.bankRows.count == 3 && state.notice?.contains("comes along") == true)
  }

  @Test func aNameIsTakenAndUndone() {
    var state = page()
    press("n", &state)
    FakeDesk.send(.key(.backspace), to: &state)
    press("!", &state)
    FakeDesk.send(.key(.enter), to: &state)
    #expect(state.bankRow?.name == "styl!")
    press("u", &state)
    #expect(state.bankRow?.name == "style")
  }

  @Test func anEmptyNameIsNone() {
    var state = page()
    press("n", &state)
    for _ in 0..<9 { FakeDesk.send(.key(.backspace), to: &state) }
    press("  ", &state)
    FakeDesk.send(.key(.enter), to: &state)
    #expect(state.bankRow?.name == "style")
  }
}
