// SPDX-License-Identifier: MIT

import Settings
import Testing

@testable import Explorer

/// Clicks, drags and the wheel on regions recorded by the view.
@Suite struct MouseTests {
  @Test func aDraggedWeightWhoseStyleIsRemovedIsIgnored() {
    var state = FakeFrameRenderer.state()
    state.settings.styles.append(WeightedStyle(path: "/pictures/second.jpg"))
    state.settings.mode = .adaptive
    state.drag = Region(
      rect: Rect(row: 1, column: 1, rows: 1, columns: 10), target: .track(.weight(1)))
    state.settings.styles.removeLast()
    let settings = state.settings
    FakeFrameRenderer.send(.mouse(Mouse(.drag, row: 1, column: 5)), to: &state)
    #expect(state.settings == settings)
  }

  /// The region with a target.
  private func place(_ state: ExplorerState, _ target: Region.Target) throws -> Rect {
    try #require(view(state).regions.last { $0.target == target }).rect
  }

  private func send(
    _ kind: Mouse.Kind, _ rect: Rect, _ column: Int = 0, _ state: inout ExplorerState
  ) {
    FakeFrameRenderer.send(
      .mouse(Mouse(kind, row: rect.row, column: rect.column + column)), to: &state)
  }

  @Test func draggingASliderIsOneChange() throws {
    var state = FakeFrameRenderer.state()
    let track = try place(state, .track(.alpha))
    send(.press, track, track.columns - 1, &state)
    #expect(state.control == .alpha && state.settings.alpha == 1)
    for column in stride(from: track.columns - 2, through: 0, by: -1) {
      send(.drag, track, column, &state)
    }
    #expect(state.settings.alpha == 0)
    send(.drag, track, -50, &state)
    #expect(state.settings.alpha == 0)
    send(.release, track, 0, &state)
    send(.drag, track, track.columns - 1, &state)
    #expect(state.settings.alpha == 0, "the button is up")
    FakeFrameRenderer.send(.key(.character("u")), to: &state)
    #expect(state.settings.alpha == 1)
  }

  @Test func theWheelAdjustsTheControlUnderThePointer() throws {
    var state = FakeFrameRenderer.state()
    send(.wheelUp, try place(state, .control(.gamma)), 0, &state)
    #expect(state.control == .gamma && state.settings.edit(of: 0).factor == 1.05)
    send(.wheelDown, try place(state, .track(.gamma)), 0, &state)
    #expect(state.settings.edit(of: 0).isNeutral)
  }

  @Test func tabsArrowsAndFooterEntriesAreClickable() throws {
    var state = FakeFrameRenderer.state()
    send(.press, try place(state, .step(.mode, 1)), 0, &state)
    #expect(state.settings.mode == .layer)
    send(.press, try place(state, .step(.mode, -1)), 0, &state)
    #expect(state.settings.mode == .adaptive)
    send(.press, try place(state, .action(.page(.channels))), 0, &state)
    #expect(state.page == .channels)
    send(.press, try place(state, .channel(.one(1))), 0, &state)
    #expect(state.channel == .one(1))
    send(.press, try place(state, .action(.help)), 0, &state)
    #expect(state.overlay == .help(.mode(.adaptive), scroll: 0))
    FakeFrameRenderer.send(.mouse(Mouse(.press, row: 0, column: 0)), to: &state)
    #expect(state.overlay == nil)
  }

  @Test func clickingASelectedFileAcceptsIt() throws {
    var state = FakeFrameRenderer.state()
    FakeFrameRenderer.send(.key(.character("c")), to: &state)
    let row = try place(state, .row(2))
    send(.press, row, 1, &state)
    guard case .chooser(let chooser) = state.overlay else {
      Issue.record("the chooser has gone")
      return
    }
    #expect(chooser.cursor == 2)
    send(.press, row, 1, &state)
    #expect(state.overlay == nil && state.settings.input.path.hasSuffix("c.jpg"))
  }

  @Test func mouseEventsAreIgnoredIfTheMouseIsOff() throws {
    var state = FakeFrameRenderer.state()
    let track = try place(state, .track(.alpha))
    let effects = state.update(.key(.character(":")))
    #expect(effects.isEmpty)
    for letter in "mouse".unicodeScalars { _ = state.update(.key(.character(letter))) }
    let done = state.update(.key(.enter))
    #expect(done == [.preferences(state.preferences)] && !state.preferences.hasMouse)
    send(.press, track, 0, &state)
    #expect(state.settings.alpha == 1 && state.drag == nil)
  }
}
