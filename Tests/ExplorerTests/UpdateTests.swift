// SPDX-License-Identifier: MIT

import Normalization
import Settings
import Testing

@testable import Explorer

/// State, requests and screens after keys, without a terminal.
@Suite struct UpdateTests {
  @Test func aChangedNetworkFileIsAdoptedWithoutEdits() {
    var state = FakeFrameRenderer.state(through: FakeFrameRenderer.networks[0])
    state.settings.setEdit(AffineEdit(factor: 2), of: 0)
    let changed = NetworkSummary(
      name: "any", note: "c3", sites: [.init(name: "only", channels: 2, defaultMode: .instance)])
    FakeFrameRenderer.send(.networkChanged(changed), to: &state)
    #expect(state.settings.network == NetworkSettings(changed))
    #expect(state.notice == "the file of ‘any’ changed; its edits are reset")
    let revision = state.revision
    FakeFrameRenderer.send(.networkChanged(changed), to: &state)
    FakeFrameRenderer.send(.networkChanged(FakeFrameRenderer.networks[1]), to: &state)
    #expect(state.settings.network == NetworkSettings(changed) && state.revision == revision)
  }

  @Test func anErrorOfOlderSettingsDoesNotReplaceTheNoticeOfAChangedNetwork() {
    var state = FakeFrameRenderer.state(through: FakeFrameRenderer.networks[0])
    let request = state.request(.coarse)
    let changed = NetworkSummary(
      name: "any", note: "c3", sites: [.init(name: "only", channels: 2, defaultMode: .instance)])
    FakeFrameRenderer.send(.networkChanged(changed), to: &state)
    FakeFrameRenderer.send(.frame(Frame(request, problem: "the network changed")), to: &state)
    #expect(state.notice == "the file of ‘any’ changed; its edits are reset")
  }

  @Test func theContentUnderAnotherPathLeavesTheBatch() {
    var state = FakeFrameRenderer.state()
    state.settings.batch = ["/pictures/a.jpg", "/pictures/link.jpg"]
    FakeFrameRenderer.send(.duplicatesInBatch(["/pictures/link.jpg"]), to: &state)
    #expect(state.settings.batch == ["/pictures/a.jpg"])
    #expect(state.notice == "pictures already in the batch were skipped")
  }

  @Test func brokenNetworksDoNotReplaceANoticeAboutTheSession() {
    var state = FakeFrameRenderer.state()
    state.notice = "removed ‘a.jpg’ from the session: it cannot be read"
    let broken = UnusableNetwork(name: "torn", reason: "‘torn.safetensors’ ends at byte 12")
    FakeFrameRenderer.send(.networks(state.networks, unusable: [broken]), to: &state)
    #expect(state.notice == "removed ‘a.jpg’ from the session: it cannot be read")
    #expect(state.unusableNetworks == [broken])
  }

  /// The help is laid out before the screen is known to be too small.
  @Test(arguments: 1...12) func theHelpScrollsOnScreensOfAnyWidth(_ columns: Int) {
    var state = FakeFrameRenderer.state()
    FakeFrameRenderer.send(.key(.character("?")), to: &state)
    FakeFrameRenderer.send(.resized(ScreenSize(rows: 24, columns: columns)), to: &state)
    FakeFrameRenderer.send(.key(.down), to: &state)
    #expect(view(state).columns == columns)
  }

  private func state(
    rows: Int = 24, columns: Int = 80, content: String = "content.jpg"
  ) -> ExplorerState {
    var settings = RenderSettings(input: .picture(path: content))
    settings.styles = [WeightedStyle(path: "style.jpg")]
    return ExplorerState(
      settings: settings, size: ScreenSize(rows: rows, columns: columns), glyphs: .unicode)
  }

  private func frame(for state: ExplorerState, gamma: Double = 0.25, beta: Double = 0.5) -> Frame {
    let values: [Float] = [0, 0.25, 0.5, 0.75, 1]
    let statistics = Tensor(Shape(1, 1, 1, 5), elements: values).statistics()[0]
    let base = ChannelAffine(gamma: gamma, beta: beta)
    let channels = ["R", "G", "B"].map {
      ChannelReport(
        name: $0, content: statistics, style: base, uneditedAffine: base, transform: nil,
        result: statistics)
    }
    let report = ResultReport(
      content: .init(name: "content.jpg", size: "5×1"), style: nil, channels: channels,
      pooledPictures: 1, pooledValues: 5, pictures: 1, clipped: 0, milliseconds: 1, warnings: [])
    return Frame(state.request(.coarse), report: report, rasters: [:])
  }

  @Test func mSelectsTheNextModeAndRequestsIt() {
    var state = state()
    let effects = state.update(.key(.character("m")))
    #expect(state.settings.mode == .layer)
    #expect(state.revision == 1)
    guard case .compute(let request)? = effects.first else {
      Issue.record("no work was asked for: \(effects)")
      return
    }
    #expect(request.settings.mode == .layer && request.quality == .coarse)
  }

  @Test func adjustingGammaMultipliesItInEveryChannel() {
    var state = state()
    _ = state.update(.frame(frame(for: state)))
    state.control = .gamma
    _ = state.update(.key(.right))
    #expect((0..<3).allSatisfy { state.settings.edit(of: $0) == AffineEdit(factor: 1.05) })
  }

  @Test func aTypedGammaWaitsForTheFrameItRelatesTo() {
    var state = state()
    _ = state.update(.frame(frame(for: state)))
    _ = state.update(.key(.character("m")))
    state.control = .gamma
    for key in [Key.enter, .character("0"), .character("."), .character("5"), .enter] {
      _ = state.update(.key(key))
    }
    #expect(state.settings.edit(of: 0).isNeutral)
    _ = state.update(.frame(frame(for: state, gamma: 0.1)))
    #expect(abs(state.settings.edit(of: 0).factor - 5) < 1e-12)
  }

  @Test func anOlderFrameNeverReplacesANewerOne() {
    var state = state()
    let old = frame(for: state)
    _ = state.update(.key(.character("m")))
    let new = frame(for: state)
    _ = state.update(.frame(new))
    _ = state.update(.frame(old))
    #expect(state.frame == new)
  }

  @Test func settingsThatCannotBeComputedAreReverted() {
    var state = state()
    _ = state.update(.frame(frame(for: state)))
    _ = state.update(.key(.character("m")))
    _ = state.update(.frame(Frame(state.request(.coarse), problem: "broken")))
    #expect(state.settings.mode == .adaptive && state.notice == "broken")
    _ = state.update(.frame(Frame(state.request(.fine), problem: "the content is gone")))
    #expect(state.notice == "broken", "the reason of the reversal was replaced")
    #expect(state.frame?.report != nil)
  }

  @Test(arguments: [Page.preview, .channels, .compare, .batch])
  func aPageWithoutContentShowsTheReason(_ page: Page) {
    var state = state(content: "")
    (state.notice, state.page) = ("none were found", page)
    _ = state.update(
      .frame(Frame(state.request(.coarse), problem: "no content yet: c chooses a picture")))
    #expect(state.notice == "none were found")
    let text = view(state).text
    #expect(text.contains("no content yet: c chooses") && !text.contains("computing"), "\(text)")
  }

  @Test(arguments: [(20, 60), (24, 80), (40, 120), (60, 200)])
  func everyScreenHasATitleAndAFooter(_ rows: Int, _ columns: Int) {
    var state = state(rows: rows, columns: columns)
    _ = state.update(.frame(frame(for: state)))
    for page in Page.allCases {
      state.page = page
      let lines = view(state).text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count == rows)
      #expect(lines.first?.contains("NormScope") == true)
      #expect(lines.last?.contains("q quit") == true)
    }
  }

  @Test func aScreenThatIsTooSmallShowsTheRequiredSize() {
    #expect(view(state(rows: 10, columns: 40)).text.contains("needs 60×20"))
  }

  @Test func withoutUTF8EveryCellIsASCII() {
    var state = state()
    state.glyphs = .ascii
    _ = state.update(.frame(frame(for: state)))
    _ = state.update(.key(.character("?")))
    #expect(view(state).cells.allSatisfy { $0.glyph.isASCII && $0.mark == nil })
  }
}
