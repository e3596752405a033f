// SPDX-License-Identifier: MIT

import Settings
import Testing

@testable import Explorer

/// The Lab page's cursor, what it loads, and how the paper's losses are scaled.
@Suite struct LabTests {
  private func curve(_ saved: [Int] = [], paper: [Double], own: [Double?]) -> Lab.Curve {
    Lab.Curve(
      points: [], done: 5000, planned: 5000,
      saved: saved.map { Lab.Saved(step: $0, path: "/lab/\($0)") },
      paper: paper.enumerated().map { Lab.Point(step: $0.offset + 1, loss: $0.element) },
      atPaper: own, end: own.last ?? nil)
  }

  private func panel(_ batch: Lab.Curve, _ instance: Lab.Curve) -> Lab.Panel {
    Lab.Panel(title: "original", source: "yours", batch: batch, instance: instance)
  }

  private var lab: Lab {
    let batch = curve([1000, 2000], paper: [2], own: [4])
    let instance = curve([1000, 2000, 3000], paper: [1], own: [3])
    return Lab(
      panels: [panel(batch, instance), panel(instance, curve(paper: [], own: []))],
      isGrowing: true)
  }

  private func shown() -> State {
    var state = FakeFrameRenderer.state()
    for message in [Message.key(.character("8")), .lab(lab)] {
      FakeFrameRenderer.send(message, to: &state)
    }
    return state
  }

  @Test func ratiosAreINOverBN() {
    let panel = lab.panels[0]
    #expect(panel.ratio == 0.75 && panel.paperRatio == 0.5)
    #expect(lab.panels[1].ratio == nil && lab.panels[1].paperRatio == nil)
  }

  @Test func thePapersScaleIsOneForBothNorms() throws {
    // Own over paper's is 2 and 8, whose geometric mean is 4; what is not reached does not count.
    let panel = panel(
      curve(paper: [1, 7], own: [2, nil]), curve(paper: [0.5, 9], own: [4, nil]))
    let scale = try #require(panel.paperScale)
    #expect(abs(scale - 4) < 1e-14)
    let none = curve(paper: [1], own: [nil])
    #expect(self.panel(none, none).paperScale == nil)
  }

  @Test func theLastNetworkIsUnderTheCursorUntilAnotherIsChosen() {
    var state = shown()
    #expect(state.savedNetwork?.step == 3000)
    FakeFrameRenderer.send(.key(.left), to: &state)
    #expect(state.savedNetwork?.step == 2000)
    FakeFrameRenderer.send(.key(.tab), to: &state)
    #expect(state.savedNetwork == Lab.Saved(step: 2000, path: "/lab/2000"))
    for _ in 0..<5 { FakeFrameRenderer.send(.key(.left), to: &state) }
    #expect(state.savedNetwork?.step == 1000)
  }

  @Test func enterAsksForTheNetworkAndItsAnswerIsUsed() {
    var state = shown()
    #expect(state.update(.key(.enter)) == [.open(network: "/lab/3000")])
    let network = NetworkSummary(
      name: "/lab/3000", note: "", sites: [.init(name: "conv1", channels: 3, own: .instance)])
    FakeFrameRenderer.send(.opened(network), to: &state)
    #expect(state.settings.network?.summary == network && state.page == .preview)
    FakeFrameRenderer.send(.key(.character("u")), to: &state)
    #expect(state.settings.network == nil)
  }

  @Test func whereNothingIsSavedEnterSaysSo() {
    var state = shown()
    FakeFrameRenderer.send(.key(.down), to: &state)
    #expect(state.update(.key(.enter)) == [])
    #expect(state.notice != nil)
  }

  @Test func curvesThatGrowAreReadAgainWhileTheyAreShown() {
    var state = shown()
    #expect(state.update(.lab(lab)) == [.watchLab])
    #expect(state.update(.labDue) == [.lab])
    FakeFrameRenderer.send(.key(.character("1")), to: &state)
    #expect(state.update(.labDue) == [])
    #expect(state.update(.lab(lab)) == [])
  }

  @Test func theLogarithmOfLossesIsNotThatOfDeviations() {
    var state = shown()
    FakeFrameRenderer.send(.key(.character("l")), to: &state)
    #expect(state.labCursor.isLogarithmic && !state.hasLogDeviation)
  }
}
