// SPDX-License-Identifier: MIT

import Settings
import Testing

@testable import Explorer

extension ScreenCase {
  /// Words on the screen; only those of the help if it is open.
  fileprivate func words() throws -> [String] {
    let state = try state()
    guard case .help(let topic, _) = state.overlay else {
      return view(state).words(in: nil, outside: state.letterPlot)
    }
    return view(state).words(in: HelpLayout(state, topic).box)
  }
}

extension ExplorerState {
  /// Plot in which letters are marks instead of words.
  fileprivate var letterPlot: Rect? {
    switch page {
    case .scatter: usesLetterMarks ? ScatterLayout(size).plot : nil
    case .lab: LabLayout(size, conditions: labPage.data?.conditions.count ?? 0).plot
    default: nil
    }
  }
}

/// Properties of every screen, independent of the snapshots.
@Suite struct ScreenLayoutTests {
  @Test(arguments: ScreenCase.all) func noLineIsLongerThanTheScreen(_ scene: ScreenCase) throws {
    let lines = try scene.canvas().lines
    #expect(lines.count == scene.size.rows)
    for (row, line) in lines.enumerated() {
      #expect(Canvas.width(of: line) <= scene.size.columns, "row \(row): \(line)")
    }
  }

  /// A truncated or overwritten word does not occur on a larger screen of the same state.
  @Test(arguments: ScreenCase.all) func truncatedTextEndsInAnEllipsis(_ scene: ScreenCase) throws {
    // The palette covers parts of words of the page.
    guard scene.size.isEnough, scene.size != .huge, !scene.title.contains("palette") else { return }
    let room = scene.resized(to: .huge)
    let known = try Set(room.words() + NormalizationMode.allCases.map(\.abbreviation) + Self.short)
    let cut = try scene.words().filter { word in
      !known.contains(word) && !word.contains { "…~".contains($0) } && Double(word) == nil
    }
    #expect(cut.isEmpty)
  }

  /// Words that occur only on small screens.
  private static let short =
    Keymap.words + Keymap.words.map(\.inASCII) + ["more", "(s)", "v", "clip"]
    + [
      "old", "new", "below", "value,", "above;", "far", "than", "half", "separate", "ranges",
      "<-1e9",
    ]

  @Test(arguments: ScreenCase.all) func theFooterShowsOnlyKeysOfTheKeymap(_ scene: ScreenCase)
    throws
  {
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
