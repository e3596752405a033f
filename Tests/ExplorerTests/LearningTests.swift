// SPDX-License-Identifier: MIT

import Settings
import Testing

@testable import Explorer

/// A network with three styles learns a fourth.
@Suite struct LearningTests {
  private static func network(_ mode: NormalizationMode, styleNames: [String]) -> NetworkSummary {
    NetworkSummary(
      name: "three", note: "",
      sites: ["a", "b"].map { .init(name: $0, channels: 3, defaultMode: mode) },
      styleNames: styleNames)
  }

  private static let three = network(.conditional, styleNames: ["one", "two", "three"])
  private static let four = three.adding(style: "b")

  private func page(
    _ network: NetworkSummary? = three, _ size: ScreenSize = ScreenSize(rows: 40, columns: 120)
  ) -> ExplorerState {
    var state = FakeFrameRenderer.state()
    state.settings.network = network.map(NetworkSettings.init)
    state.networks = [Self.three]
    FakeFrameRenderer.send(.resized(size), to: &state)
    press("5", &state)
    return state
  }

  private func press(_ keys: String, _ state: inout ExplorerState) {
    for key in keys.unicodeScalars { FakeFrameRenderer.send(.key(.character(key)), to: &state) }
  }

  /// A Styles page on which the training has started.
  private func learning(_ size: ScreenSize = ScreenSize(rows: 40, columns: 120)) -> ExplorerState {
    var state = page(Self.three, size)
    press("L", &state)
    FakeFrameRenderer.send(.key(.down), to: &state)
    FakeFrameRenderer.send(.key(.enter), to: &state)
    FakeFrameRenderer.send(.learning(.begun(Self.four, steps: 10)), to: &state)
    return state
  }

  private func step(_ loss: Double, showsRow: Bool = false) -> Message {
    .learning(
      .stepped(LearningLosses(style: loss, content: 2 * loss), secondsLeft: 83, showsRow: showsRow))
  }

  @Test func choosingAPictureStartsTheTraining() {
    var state = page()
    press("L", &state)
    #expect(state.stylesPage.learning == nil)
    FakeFrameRenderer.send(.key(.down), to: &state)
    let effects = state.update(.key(.enter))
    let job = LearningJob(network: Self.three, style: "/pictures/b.png")
    #expect(effects == [.learn(job)])
    #expect(state.stylesPage.learning == LearningProgress(job) && state.overlay == nil)
  }

  @Test func theNewStyleBecomesTheMixtureAndUndoRestoresTheOldMixture() {
    var state = learning()
    #expect(
      state.settings.styleMixture == [WeightedStyle(row: 3)] && state.selectedStyle?.name == "b")
    press("u", &state)
    #expect(state.settings.styleMixture == [WeightedStyle(row: 0)])
    #expect(state.bankEntries.map(\.name) == ["one", "two", "three", "b"])
    FakeFrameRenderer.send(.key(.control("r")), to: &state)
    #expect(state.settings.styleMixture == [WeightedStyle(row: 3)])
    #expect(state.networks == [Self.four])
  }

  @Test func framesAreRequestedOnlyIfTheDisplayedStyleChanged() {
    var state = learning()
    let revision = state.revision
    FakeFrameRenderer.send(step(4), to: &state)
    #expect(state.revision == revision)
    FakeFrameRenderer.send(step(3, showsRow: true), to: &state)
    #expect(state.revision == revision + 1)
    press("N", &state)
    FakeFrameRenderer.send(.key(.escape), to: &state)
    state.settings.network = nil
    FakeFrameRenderer.send(step(2, showsRow: true), to: &state)
    #expect(state.revision == revision + 1, "no row of it is seen")
    #expect(state.stylesPage.learning?.losses.count == 3)
  }

  @Test func escapeStopsTheTrainingWithoutAQuestion() {
    var state = page()
    #expect(state.update(.key(.escape)) == [])
    state = learning()
    #expect(state.update(.key(.escape)) == [.stopLearning])
    #expect(state.stylesPage.learning?.isEnding == true)
    FakeFrameRenderer.send(.learning(.ended("saved")), to: &state)
    #expect(state.stylesPage.learning == nil && state.notice == "saved")
  }

  @Test(arguments: [
    (nil, "pixels cannot learn"),
    (network(.adaptive, styleNames: []), "accepts any style picture"),
    (network(.instance, styleNames: []), "has no table of styles (γ, β)"),
  ])
  func networksWithoutAStyleTableExplainThatTheyCannotLearn(
    _ network: NetworkSummary?, _ sentence: String
  ) {
    var state = page(network)
    press("L", &state)
    #expect(state.overlay == nil && state.notice?.contains(sentence) == true)
  }

  @Test func onlyOneStyleIsLearnedAtATime() {
    var state = learning()
    press("L", &state)
    #expect(state.overlay == nil && state.notice?.contains("Esc stops and saves it") == true)
  }

  @Test(arguments: [(20, 60), (24, 80), (40, 120), (60, 200)])
  func theLearningPanelShowsStepsTimeAndLosses(_ rows: Int, _ columns: Int) {
    var state = learning(ScreenSize(rows: rows, columns: columns))
    #expect(view(state).text.contains("analyzing the style…"))
    for loss in [8.0, 4, 2, 1] { FakeFrameRenderer.send(step(loss), to: &state) }
    let text = view(state).text
    #expect(text.contains("Learning b.png") && text.contains("4/10 · 1:23 left"), "\(text)")
    #expect(text.contains("style") && text.contains("3.75") || columns < 80, "\(text)")
  }

  @Test func aLossCurveAveragesTheStepsOfEachColumn() {
    var state = learning()
    for loss in [8.0, 4, .nan, 1] { FakeFrameRenderer.send(step(loss), to: &state) }
    let learning = state.stylesPage.learning.map { LearningLossPlot(state: state, learning: $0) }
    #expect(learning?.means(of: .style, in: 5) == [6, 1, nil, nil, nil])
    #expect(learning?.means(of: .content, in: 10).prefix(4) == [16, 8, nil, 2])
  }
}
