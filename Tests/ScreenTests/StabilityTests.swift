// SPDX-License-Identifier: MIT

import Normalization
import Testing

@testable import Explorer

/// Only the cells of a changed value change; nothing else moves.
@Suite struct StabilityTests {
  private static let sizes = ScreenSize.all
  private static let preview = scene("calm") { try ExplorerHarness($0).started() }
  private static let channels = scene("calm-channels") {
    try ExplorerHarness($0).started().type("2.")
  }
  private static let alpha = scene("calm-alpha") {
    try ExplorerHarness($0).started().press(.down, times: 5)
  }

  private static func scene(
    _ title: String, _ play: @escaping @Sendable (ScreenSize) throws -> ExplorerHarness
  ) -> ScreenCase { ScreenCase(title: title, size: .usual, play: play) }

  @Test(arguments: sizes, [0.84, 9.99, 10, 104, 1520])
  func anotherTimeChangesOnlyTheDetailsBelowTheResult(_ size: ScreenSize, _ time: Double) throws {
    let state = try Self.preview.resized(to: size).state()
    let box = PreviewLayout(size).pictures[2]
    let line = Rect(row: box.endRow, column: box.column, rows: 1, columns: box.columns)
    #expect(changed(in: state) { $0.milliseconds = time }.allSatisfy { line.contains($0) })
  }

  @Test(arguments: sizes, [0, 0.0004, 0.5, 1])
  func anotherClippedFractionChangesOnlyTheDetailsBelowTheResult(
    _ size: ScreenSize, _ share: Double
  ) throws {
    let state = try Self.preview.resized(to: size).state()
    let box = PreviewLayout(size).pictures[2]
    let line = Rect(row: box.endRow, column: box.column, rows: 1, columns: box.columns)
    #expect(changed(in: state) { $0.clipped = share }.allSatisfy { line.contains($0) })
  }

  @Test(arguments: sizes, [0, -0.5, 12.5, -123.4, 1e7, -1e-9])
  func anotherMeanOfAChannelChangesOnlyItsRow(_ size: ScreenSize, _ mean: Double) throws {
    let state = try Self.preview.resized(to: size).state()
    let panel = PreviewLayout(size).statistics
    let canvas = view(state)
    let named = { (name: Unicode.Scalar) in
      (panel.row..<panel.endRow).first { canvas[$0, panel.column].glyph == name }
    }
    // Rows from below the previous channel to this one; high bars need several rows.
    let (above, own) = (try #require(named("R")), try #require(named("G")))
    let places = changed(in: state) { $0.channels[1] = $0.channels[1].moved(to: mean) }
    #expect(!places.isEmpty)
    #expect(places.allSatisfy { panel.contains($0) && (above + 1...own).contains($0.row) })
  }

  @Test(arguments: sizes, [0, -0.5, 12.5, -123.4, 1e7, -1e-9])
  func anotherMeanInTheTableChangesOnlyItsRow(_ size: ScreenSize, _ mean: Double) throws {
    let state = try Self.channels.resized(to: size).state()
    let layout = ChannelsLayout(size, channels: 3)
    let row = Rect(
      row: layout.table.row + 4, column: 1, rows: 1, columns: layout.table.columns)
    let places = changed(in: state) { $0.channels[1] = $0.channels[1].moved(to: mean) }
    #expect(!places.isEmpty && places.allSatisfy { row.contains($0) })
  }

  @Test(arguments: sizes) func adjustingASliderChangesOnlyItsLine(_ size: ScreenSize) throws {
    var state = try Self.alpha.resized(to: size).state()
    let before = view(state)
    _ = state.update(.key(.left))
    let panel = PreviewLayout(size).controls
    let line = Rect(row: panel.row + 6, column: 1, rows: 1, columns: panel.columns)
    let places = before.changed(in: view(state))
    #expect(!places.isEmpty && places.allSatisfy { line.contains($0) })
  }

  @Test(arguments: sizes) func aNoticeChangesOnlyItsRow(_ size: ScreenSize) throws {
    var state = try Self.preview.resized(to: size).state()
    let before = view(state)
    state.notice = String(repeating: "a long sentence ", count: 20)
    #expect(before.changed(in: view(state)).allSatisfy { $0.row == size.rows - 2 })
  }

  /// Positions that change with a change of the report.
  private func changed(in state: ExplorerState, _ change: (inout ResultReport) -> Void) -> Set<
    Place
  > {
    guard let frame = state.frame, var report = frame.report else { return [] }
    change(&report)
    var other = state
    other.frame = Frame(state.request(.fine), report: report, rasters: frame.rasters)
    return view(state).changed(in: view(other))
  }
}

extension ChannelReport {
  /// The same channel with another mean of the result.
  fileprivate func moved(to mean: Double) -> ChannelReport {
    let step = PlaneTransform(
      moments: content.moments, deviation: content.moments.deviation,
      affine: ChannelAffine(gamma: uneditedAffine.gamma, beta: mean))
    return ChannelReport(
      name: name, content: content, style: style, uneditedAffine: uneditedAffine, transform: step,
      result: content.mapped(by: step))
  }
}
