// SPDX-License-Identifier: MIT

import Normalization
import Settings
import Testing

@testable import Explorer

/// Maps page: boxes, requests and state after keys and mouse events.
@Suite struct MapsTests {
  /// The page with a number of channels.
  private func state(
    _ channels: Int, _ size: ScreenSize = ScreenSize(rows: 24, columns: 80), aspect: Double = 0.75
  ) -> ExplorerState {
    var state = FakeFrameRenderer.state()
    state.size = size
    _ = state.update(.key(.character("6")))
    answer(&state, channels, aspect)
    return state
  }

  private func answer(_ state: inout ExplorerState, _ channels: Int, _ aspect: Double = 0.75) {
    var report = FakeFrameRenderer.report()
    let first = report.channels[0]
    report.channels = (0..<channels).map {
      ChannelReport(
        name: "\($0)", content: first.content, style: nil, uneditedAffine: first.uneditedAffine,
        transform: nil,
        result: first.result)
    }
    report.mapAspect = aspect
    _ = state.update(.frame(Frame(state.request(.fine), report: report, rasters: [:])))
  }

  private static let sizes = [(20, 60), (24, 80), (40, 120), (60, 200)].map {
    ScreenSize(rows: $0.0, columns: $0.1)
  }

  // MARK: layout

  @Test(arguments: sizes, [1, 3, 64, 512]) func mapsDoNotOverlapAndStayInsideTheirArea(
    _ size: ScreenSize, _ channels: Int
  ) {
    for aspect in [0.05, 0.5, 1, 2, 30] {
      var state = state(channels, size, aspect: aspect)
      for selected in [0, channels / 2, channels - 1] {
        state.channel = .one(selected)
        let layout = MapsLayout(state)
        #expect(layout.maps.contains { $0.channel == selected })
        for (index, (_, box)) in layout.maps.enumerated() {
          let whole = Rect(
            row: box.row - 1, column: box.column, rows: box.rows + 1, columns: box.columns)
          #expect(whole.row >= layout.area.row && whole.endRow <= layout.area.endRow)
          #expect(whole.endColumn <= layout.area.endColumn && box.rows >= 2)
          #expect(!layout.maps.prefix(index).contains { $0.box.overlaps(whole) })
        }
      }
    }
  }

  @Test func aFewMapsAreLargeAndAllAreVisible() {
    let few = MapsLayout(state(3, Self.sizes[2]))
    #expect(few.maps.count == 3 && few.maps[0].box.columns > 30)
    #expect(MapsLayout(state(64, Self.sizes[2], aspect: 0.6)).maps.count == 64)
    let many = MapsLayout(state(512, Self.sizes[2]))
    #expect(many.maps.count < 512 && many.hasBelow && !many.hasAbove)
  }

  @Test func mapsScrollOnlyWhenTheCursorLeavesTheVisibleRows() {
    var state = state(512)
    let (across, rows) = (MapsLayout(state).across, MapsLayout(state).shownRows)
    for _ in 0...rows - 1 { _ = state.update(.key(.down)) }
    #expect(state.channel == .one((rows - 1) * across) && MapsLayout(state).firstRow == 0)
    _ = state.update(.key(.down))
    #expect(MapsLayout(state).firstRow == 1)
    _ = state.update(.key(.up))
    #expect(MapsLayout(state).firstRow == 1, "the cursor is still in sight")
    for _ in 0..<rows { _ = state.update(.key(.up)) }
    #expect(MapsLayout(state).firstRow == 0 && state.channel == .one(0))
  }

  // MARK: keys

  @Test func arrowsMoveInTheGridAndStopAtItsEdges() {
    var state = state(20)
    let across = MapsLayout(state).across
    for (key, place) in [
      (Key.right, 0), (.right, 1), (.down, 1 + across), (.left, across), (.up, 0), (.up, 0),
      (.end, 19), (.down, 19), (.pageUp, 19 % across), (.pageDown, 19),
    ] {
      _ = state.update(.key(key))
      #expect(state.channel == .one(place), "\(key)")
    }
    _ = state.update(.key(.home))
    #expect(state.channel == .all)
  }

  @Test func minusAndPlusAdjustTheSelectedControl() {
    var state = state(8)
    _ = state.update(.key(.right))
    _ = state.update(.key(.character("-")))
    _ = state.update(.key(.character("-")))
    _ = state.update(.key(.character("+")))
    #expect(state.control == .gamma && state.settings.edit(of: 0) == AffineEdit(factor: 0.95))
    #expect(state.settings.edit(of: 1).isNeutral)
  }

  @Test func enterOnAMapShowsItsChannel() {
    var state = state(8)
    for key in [Key.right, .right, .enter] { _ = state.update(.key(key)) }
    #expect(state.page == .channels && state.channel == .one(1))
  }

  @Test func clickingASelectedMapShowsItsChannel() {
    var state = state(8)
    let box = MapsLayout(state).maps[5].box
    let press = Message.mouse(Mouse(.press, row: box.row, column: box.column))
    _ = state.update(press)
    #expect(state.page == .maps && state.channel == .one(5))
    _ = state.update(press)
    #expect(state.page == .channels && state.channel == .one(5))
  }

  @Test func theWheelScrollsMapsByRows() {
    var state = state(512)
    let box = MapsLayout(state).maps[5].box
    _ = state.update(.key(.right))
    _ = state.update(.mouse(Mouse(.wheelDown, row: box.row, column: box.column)))
    #expect(state.channel == .one(MapsLayout(state).across))
  }

  // MARK: requests

  /// Picture slots of the request among some effects.
  private func slots(_ effects: [Effect]) -> Set<PictureSlot>? {
    for case .compute(let request) in effects { return Set(request.boxes.keys) }
    return nil
  }

  @Test func onlyVisibleMapsOfOneSideAreRequested() throws {
    var state = state(512)
    let seen = MapsLayout(state).maps.map(\.channel)
    #expect(Set(state.request(.fine).boxes.keys) == Set(seen.map(PictureSlot.mapAfter)))
    let before = slots(state.update(.key(.character("b"))))
    #expect(before == Set(seen.map(PictureSlot.mapBefore)))
  }

  @Test func filteringRequestsTheMatchingMaps() {
    var state = state(512)
    _ = state.update(.key(.character("/")))
    _ = state.update(.key(.character("5")))
    let found = slots(state.update(.key(.character("1"))))
    let names = [51, 151, 251, 351, 451, 510, 511]
    #expect(found == Set(names.map(PictureSlot.mapAfter)))
    _ = state.update(.key(.down))
    #expect(state.channel == .one(51))
    #expect(slots(state.update(.key(.escape)))?.count ?? 0 > 7)
    #expect(MapsLayout(state).maps.contains { $0.channel == 51 })
  }

  @Test func vTogglesTheCommonGrayRange() {
    var state = state(8)
    #expect(!state.request(.fine).hasCommonGrayRange)
    _ = state.update(.key(.character("v")))
    answer(&state, 8)
    #expect(state.request(.fine).hasCommonGrayRange && view(state).text.contains("gray: all from"))
    _ = state.update(.key(.character("v")))
    #expect(!state.request(.fine).hasCommonGrayRange)
  }

  @Test func theCommonGrayRangeIgnoresEdits() {
    let values: [Float] = [0, 0.25, 0.5, 0.75, 1]
    let content = Tensor(Shape(1, 1, 1, 5), elements: values).statistics()[0]
    let base = ChannelAffine(gamma: 2, beta: 3)
    let ranges = [1.0, 4].map { factor in
      let step = PlaneTransform(
        moments: content.moments, deviation: content.moments.deviation,
        affine: AffineEdit(factor: factor, offset: 1).applied(to: base))
      var report = FakeFrameRenderer.report()
      report.channels = [
        ChannelReport(
          name: "0", content: content, style: nil, uneditedAffine: base, transform: step,
          result: content.mapped(by: step))
      ]
      return report.commonGrayRange(isBefore: false)
    }
    // γ is the deviation and β the mean of the result: 3 ± 2 · 2, rounded a few times.
    #expect(ranges[0] == ranges[1])
    #expect(abs(ranges[0].lowerBound + 1) < 1e-14 && abs(ranges[0].upperBound - 7) < 1e-14)
  }
}
