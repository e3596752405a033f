// SPDX-License-Identifier: MIT

import Normalization
import Testing

@testable import Explorer

/// Scatter page: points and clickable regions.
@Suite struct ScatterTests {
  private func channel(
    _ mean: Double, _ deviation: Double, style: ChannelAffine? = nil
  ) -> ChannelReport {
    let statistics = PlaneStatistics(
      moments: Moments(mean: mean, variance: deviation * deviation), range: 0...1,
      histogram: nil, nonFinite: 0)
    return ChannelReport(
      name: "c", content: statistics, style: style, uneditedAffine: .identity, transform: nil,
      result: statistics)
  }

  /// The page with the given channels.
  private func state(_ channels: [ChannelReport]) -> ExplorerState {
    var state = FakeFrameRenderer.state()
    _ = state.update(.key(.character("7")))
    var report = FakeFrameRenderer.report()
    report.channels = channels
    _ = state.update(.frame(Frame(state.request(.fine), report: report, rasters: [:])))
    return state
  }

  @Test func aChannelWithoutFiniteMomentsHasNoPoint() {
    let state = state([channel(1, 2), channel(.nan, 1), channel(0, .infinity), channel(3, 0)])
    let content = ScatterSeries.all(of: state)[0]
    #expect(content.points.map { $0 != nil } == [true, false, false, true])
    #expect(view(state).text.contains("content 2") && view(state).text.contains("2 of 4 left out"))
  }

  @Test func aConstantChannelHasNoPointOnALogarithmicAxis() {
    var state = state([channel(1, 2), channel(3, 0)])
    #expect(ScatterSeries.all(of: state)[0].count == 2)
    _ = state.update(.key(.character("l")))
    #expect(ScatterSeries.all(of: state)[0].count == 1)
    #expect(view(state).text.contains("log σ"))
  }

  @Test func theStyleSeriesUsesTheAbsoluteValueOfGamma() throws {
    let style = ChannelAffine(gamma: -0.5, beta: 7)
    let allSeries = ScatterSeries.all(
      of: state([channel(1, 2, style: style), channel(1, 1, style: style)]))
    #expect(allSeries.map(\.name) == ["content", "style", "result"])
    #expect(allSeries[1].points[0] == ScatterSeries.Point(mean: 7, deviation: 0.5))
    #expect(ScatterSeries.all(of: state([channel(1, 2)])).map(\.name) == ["content", "result"])
  }

  @Test func clickingAPointSelectsItsChannel() throws {
    var state = state([channel(0, 1), channel(5, 3)])
    let region = try #require(view(state).regions.last { $0.target == .channel(.one(1)) })
    _ = state.update(.mouse(Mouse(.press, row: region.rect.row, column: region.rect.column)))
    #expect(state.channel == .one(1))
    #expect(view(state)[region.rect.row, region.rect.column].glyph == "●")
  }

  @Test func withoutColorsOrDotsLettersDistinguishTheSeries() throws {
    let colored = state([channel(0, 1), channel(5, 3)])
    let place = try #require(view(colored).regions.last { $0.target == .channel(.one(1)) }).rect
    func glyph(_ change: (inout ExplorerState) -> Void) -> Unicode.Scalar {
      var state = colored
      change(&state)
      return view(state)[place.row, place.column].glyph
    }
    #expect(glyph { _ in } == "○")
    #expect(glyph { $0.glyphs = .ascii } == "r")
    #expect(glyph { $0.preferences.theme = .mono } == "r")
    #expect(glyph { $0.hasColor = false } == "r")
  }
}
