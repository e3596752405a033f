// SPDX-License-Identifier: MIT

import Normalization
import Settings
import Testing

@testable import Explorer

/// Compare and Batch pages: state after keys and mouse events.
@Suite struct CompareAndBatchTests {
  private var start: ExplorerState {
    var settings = RenderSettings(
      input: .picture(path: "/p/a.jpg"), batch: ["/p/b.jpg", "/p/c.jpg"])
    settings.styles = [WeightedStyle(path: "/p/s.jpg")]
    return ExplorerState(
      settings: settings, size: ScreenSize(rows: 24, columns: 80), glyphs: .unicode)
  }

  private func press(_ text: String, _ state: inout ExplorerState) {
    for letter in text.unicodeScalars { _ = state.update(.key(.character(letter))) }
  }

  private func page(_ digit: String) -> ExplorerState {
    var state = start
    press(digit, &state)
    return state
  }

  // MARK: Compare

  @Test func onlyTheComparePageRequestsSeveralModes() {
    var state = start
    #expect(state.request(.fine).page == .preview)
    guard case .compute(let request)? = state.update(.key(.character("3"))).first else {
      Issue.record("no work was asked for")
      return
    }
    #expect(request.page == .compare)
    #expect(NormalizationMode.comparePageModes.allSatisfy { request.boxes[.compare($0)] != nil })
  }

  @Test func enterUsesTheSelectedModeOfTheComparePage() {
    var state = page("3")
    #expect(state.comparePage.mode == .adaptive && state.settings.mode == .adaptive)
    _ = state.update(.key(.up))
    _ = state.update(.key(.up))
    #expect(state.comparePage.mode == .layer && state.settings.mode == .adaptive)
    _ = state.update(.key(.enter))
    #expect(state.settings.mode == .layer)
    press("u", &state)
    #expect(state.settings.mode == .adaptive)
    for _ in 0..<9 { _ = state.update(.key(.down)) }
    #expect(state.comparePage.mode == .adaptive)
  }

  @Test func clickingAPictureOfTheComparePageUsesItsMode() {
    var state = page("3")
    let box = CompareLayout(state.size).pictures[1]
    _ = state.update(.mouse(Mouse(.press, row: box.row, column: box.column)))
    #expect(state.settings.mode == .batch && state.comparePage.mode == .batch)
  }

  @Test func theComparePageOffersTheControlsOfAllItsModes() {
    var state = page("3")
    press("MM", &state)
    #expect(state.settings.mode == .instance && state.comparePage.mode == .instance)
    state.control = .gamma
    for _ in 0..<2 { _ = state.update(.key(.tab)) }
    #expect(state.control == .alpha)
    _ = state.update(.key(.left))
    #expect(state.settings.alpha == 0.95)
    press("1", &state)
    #expect(state.control == .mode)
  }

  // MARK: Batch

  @Test func removingAPictureOfTheBatchCanBeUndone() {
    var state = page("4")
    press("d", &state)
    #expect(state.settings.batch.count == 2 && state.notice?.contains("cannot be removed") == true)
    _ = state.update(.key(.down))
    press("d", &state)
    #expect(state.settings.batch == ["/p/c.jpg"])
    press("d", &state)
    #expect(state.settings.batch.isEmpty && state.batchIndex == 0)
    press("u", &state)
    #expect(state.settings.batch == ["/p/c.jpg"])
    press("u", &state)
    #expect(state.settings.batch == ["/p/b.jpg", "/p/c.jpg"])
    for _ in 0..<2 { _ = state.update(.key(.control("r"))) }
    #expect(state.settings.batch.isEmpty)
    press("r", &state)
    #expect(state.settings.batch == ["/p/b.jpg", "/p/c.jpg"])
  }

  /// A chooser for the batch in a folder with five pictures.
  private func choosing() -> ExplorerState {
    var state = page("4")
    press("a", &state)
    let names = ["a.jpg", "b.jpg", "d.jpg", "e.jpg", "f.jpg"]
    let entries = [FolderListing.Entry(name: "..", isFolder: true)]
    let files = names.map { FolderListing.Entry(name: $0, isFolder: false) }
    _ = state.update(.listing(FolderListing(folder: "/p", entries: entries + files)))
    _ = state.update(.key(.home))
    return state
  }

  @Test func allMarkedFilesAreAddedTogether() {
    var state = choosing()
    #expect(state.context == .marking)
    // The parent folder cannot be marked; b is in the batch already; f is marked and unmarked.
    press(" ", &state)
    for _ in 0..<2 { _ = state.update(.key(.down)) }
    press("   ", &state)
    press(" ", &state)
    _ = state.update(.key(.end))
    press(" ", &state)
    _ = state.update(.key(.enter))
    #expect(state.overlay == nil)
    #expect(state.settings.batch == ["/p/b.jpg", "/p/c.jpg", "/p/d.jpg", "/p/e.jpg"])
    #expect(state.batchIndex == 4 && state.notice?.contains("already") == true)
    press("u", &state)
    #expect(state.settings.batch == ["/p/b.jpg", "/p/c.jpg"])
  }

  @Test func withoutMarksTheFileUnderTheCursorIsAdded() {
    var state = choosing()
    _ = state.update(.key(.end))
    _ = state.update(.key(.enter))
    #expect(state.settings.batch.last == "/p/f.jpg")
  }

  @Test func spaceMarksNothingInAChooserForOneFile() {
    var state = start
    press("s", &state)
    let file = FolderListing.Entry(name: "s.jpg", isFolder: false)
    _ = state.update(.listing(FolderListing(folder: "/p", entries: [file])))
    press(" ", &state)
    guard case .chooser(let chooser) = state.overlay else {
      Issue.record("the chooser is gone")
      return
    }
    #expect(chooser.marked.isEmpty && state.context == .chooser)
  }

  @Test func theBatchOfATensorCannotBeChanged() {
    var state = start
    state.settings.input = .tensor(path: "/p/x.npy", index: 0)
    press("4", &state)
    for key in ["a", "d", "r"] {
      press(key, &state)
      #expect(state.notice?.contains("fixed by its file") == true && state.overlay == nil)
    }
    #expect(state.settings.batch.count == 2)
  }

  // MARK: the heat map

  @Test func heatMapLevelsAreQuartersOfADeviation() {
    #expect(
      [-9, -1, -0.3, -0.1, 0, 0.1, 0.5, 2].map { HeatmapLevel($0, in: 1).level }
        == [-4, -4, -1, 0, 0, 0, 2, 4])
    #expect(HeatmapLevel(0, in: 0).level == 0 && HeatmapLevel(1, in: 0).level == 4)
    #expect(HeatmapLevel(.nan, in: 1).level == nil)
  }

  @Test(arguments: [60, 80, 120, 200], [1, 3, 6, 64, 512])
  func theBlocksOfTheHeatMapDoNotOverlap(_ columns: Int, _ channels: Int) {
    let rect = Rect(row: 2, column: 1, rows: 8, columns: columns - 2)
    for selected in [0, channels / 2, channels - 1] {
      let grid = HeatGrid(rect, channels: channels, selected: selected)
      #expect(grid.channels.contains(selected))
      let last = grid.channels.upperBound - 1
      for block in 0..<3 {
        #expect(
          grid.column(block, last) + grid.width <= grid.column(block + 1, grid.channels.lowerBound))
      }
      #expect(grid.column(3, last) + grid.fill <= rect.endColumn)
    }
  }
}
