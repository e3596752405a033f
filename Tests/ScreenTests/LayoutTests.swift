// SPDX-License-Identifier: MIT

import Settings
import Testing

@testable import Explorer

extension Scene {
  /// The words on the screen; of the page below a help, none.
  fileprivate func words() throws -> [String] {
    let state = try state()
    guard case .help(let topic, _) = state.overlay else {
      return view(state).words(in: nil, outside: state.letteredPlot)
    }
    return view(state).words(in: HelpLayout(state, topic).box)
  }
}

extension State {
  /// Where letters are points, or stand on curves, and are no words.
  fileprivate var letteredPlot: Rect? {
    switch page {
    case .scatter: usesLetterMarks ? ScatterLayout(size).plot : nil
    case .lab: LabLayout(size, panels: labPage.data?.conditions.count ?? 0).plot
    default: nil
    }
  }
}

/// What holds on every screen, whatever is recorded.
@Suite struct LayoutTests {
  @Test(arguments: Scene.all) func noLineIsLongerThanTheScreen(_ scene: Scene) throws {
    let lines = try scene.canvas().lines
    #expect(lines.count == scene.size.rows)
    for (row, line) in lines.enumerated() {
      #expect(Canvas.width(of: line) <= scene.size.columns, "row \(row): \(line)")
    }
  }

  /// A word that was cut, or written over, is none that the same state shows where there is room.
  @Test(arguments: Scene.all) func nothingIsCutWithoutAnEllipsis(_ scene: Scene) throws {
    // A list of commands lies over words of the page.
    guard scene.size.isEnough, scene.size != .huge, !scene.title.contains("palette") else { return }
    let room = scene.resized(to: .huge)
    let known = try Set(room.words() + Mode.allCases.map(\.abbreviation) + Self.short)
    let cut = try scene.words().filter { word in
      !known.contains(word) && !word.contains { "…~".contains($0) } && Double(word) == nil
    }
    #expect(cut.isEmpty)
  }

  /// Words of small screens alone.
  private static let short =
    Keymap.words + Keymap.words.map(\.inASCII) + ["more", "(s)", "v", "clip"]
    + ["old", "new", "below", "value,", "above;", "far", "than", "half"]

  @Test(arguments: Scene.all) func theFooterShowsOnlyKeysOfTheKeymap(_ scene: Scene) throws {
    guard scene.size.isEnough else { return }
    let state = try scene.state()
    var entries = Keymap.bindings(in: state.context).filter { !$0.label.isEmpty }
      .map { "\($0.shown) \($0.label)" }
    if state.glyphs == .ascii { entries = entries.map(\.inASCII) }
    let footer = try #require(view(state).lines.last)
    let shown = footer.dropFirst().split(separator: "  ").map(String.init)
    #expect(!shown.isEmpty && shown.allSatisfy(entries.contains), "\(footer)")
  }
}
