// SPDX-License-Identifier: MIT

import Settings
import Testing

@testable import Explorer

/// Lab page: cursor, checkpoints, and the scale of the paper's losses.
@Suite struct LabTests {
  private func curve(_ saved: [Int] = [], paper: [Double], own: [Double?]) -> LabData.Curve {
    LabData.Curve(
      points: [], done: 5000, planned: 5000,
      checkpoints: saved.map { LabData.Checkpoint(step: $0, path: "/lab/\($0)") },
      paper: paper.enumerated().map { LabData.Point(step: $0.offset + 1, loss: $0.element) },
      atPaper: own, end: own.last ?? nil)
  }

  private func condition(_ batch: LabData.Curve, _ instance: LabData.Curve) -> LabData.Condition {
    LabData.Condition(title: "original", source: "user", batch: batch, instance: instance)
  }

  private var lab: LabData {
    let batch = curve([1000, 2000], paper: [2], own: [4])
    let instance = curve([1000, 2000, 3000], paper: [1], own: [3])
    return LabData(
      conditions: [condition(batch, instance), condition(instance, curve(paper: [], own: []))],
      isTraining: true)
  }

  private func shown() -> ExplorerState {
    var state = FakeFrameRenderer.state()
    for message in [Message.key(.character("8")), .lab(lab)] {
      FakeFrameRenderer.send(message, to: &state)
    }
    return state
  }

  @Test func aBundledConditionWithoutNetworksNamesTheCommandThatTrainsThem() {
    let empty = curve(paper: [], own: [])
    let bundled = LabData.Condition(
      title: "original", source: "bundled", batch: empty, instance: empty)
    var state = FakeFrameRenderer.state()
    let lab = LabData(conditions: [bundled], isTraining: false)
    for message in [Message.key(.character("8")), .lab(lab), .key(.enter)] {
      FakeFrameRenderer.send(message, to: &state)
    }
    #expect(state.notice?.contains("normscope experiment figure1 trains them") == true)
  }

  @Test func ratiosAreLossesOfINDividedByBN() {
    let condition = lab.conditions[0]
    #expect(condition.ratio == 0.75 && condition.paperRatio == 0.5)
    #expect(lab.conditions[1].ratio == nil && lab.conditions[1].paperRatio == nil)
  }

  @Test func bothNormsShareOneScaleOfThePapersLosses() throws {
    // Measured / paper's is 2 and 8, with geometric mean 4; steps not reached are ignored.
    let condition = condition(
      curve(paper: [1, 7], own: [2, nil]), curve(paper: [0.5, 9], own: [4, nil]))
    let scale = try #require(condition.paperScale)
    #expect(abs(scale - 4) < 1e-14)
    let none = curve(paper: [1], own: [nil])
    #expect(self.condition(none, none).paperScale == nil)
  }

  @Test func theLastCheckpointIsSelectedUntilTheUserSelectsAnother() {
    var state = shown()
    #expect(state.selectedCheckpoint?.step == 3000)
    FakeFrameRenderer.send(.key(.left), to: &state)
    #expect(state.selectedCheckpoint?.step == 2000)
    FakeFrameRenderer.send(.key(.tab), to: &state)
    #expect(state.selectedCheckpoint == LabData.Checkpoint(step: 2000, path: "/lab/2000"))
    for _ in 0..<5 { FakeFrameRenderer.send(.key(.left), to: &state) }
    #expect(state.selectedCheckpoint?.step == 1000)
  }

  @Test func enterLoadsTheSelectedCheckpoint() {
    var state = shown()
    #expect(state.update(.key(.enter)) == [.openNetwork(path: "/lab/3000")])
    let network = NetworkSummary(
      name: "/lab/3000", note: "",
      sites: [.init(name: "conv1", channels: 3, defaultMode: .instance)])
    FakeFrameRenderer.send(.opened(network), to: &state)
    #expect(state.settings.network?.summary == network && state.page == .preview)
    FakeFrameRenderer.send(.key(.character("u")), to: &state)
    #expect(state.settings.network == nil)
  }

  @Test func enterWithoutACheckpointShowsANotice() {
    var state = shown()
    FakeFrameRenderer.send(.key(.down), to: &state)
    #expect(state.update(.key(.enter)) == [])
    #expect(state.notice != nil)
  }

  @Test func curvesOfARunningTrainingAreReloadedWhileTheLabPageIsShown() {
    var state = shown()
    #expect(state.update(.lab(lab)) == [.scheduleLabReload])
    #expect(state.update(.labReloadDue) == [.loadLab])
    FakeFrameRenderer.send(.key(.character("1")), to: &state)
    #expect(state.update(.labReloadDue) == [])
    #expect(state.update(.lab(lab)) == [])
  }

  @Test func theLabAndScatterPagesHaveIndependentLogarithmicAxes() {
    var state = shown()
    FakeFrameRenderer.send(.key(.character("l")), to: &state)
    #expect(state.labPage.isLogarithmic && !state.scatterPage.isLogarithmic)
  }
}
