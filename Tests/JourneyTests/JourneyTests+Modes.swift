// SPDX-License-Identifier: MIT

import Testing

@testable import Explorer

extension JourneyTests {
  @Test(.needsTmux) func mAndArrowKeysChangeModeStatisticsAndPicture() throws {
    let session = try TmuxSession(Self.small + ["--mode", "batch"])
    session.wait(for: "the first result") { $0.contains("clipped") }
    let batch = session.settled()
    session.press(.character("m"))
    let instance = expectAllChanged(than: batch, in: session)
    #expect(instance.text.contains(" Instance Norm") && instance.text.contains("Result IN"))
    session.press(.right)
    let conditional = expectAllChanged(than: instance, in: session)
    #expect(conditional.text.contains("Conditional Instance Norm"))
    session.press(.left)
    let again = expectAllChanged(than: conditional, in: session)
    // Only these areas: the screen also shows the computation time.
    for (name, area) in Self.areas { #expect(again[area] == instance[area], "\(name)") }
    session.quit()
  }

  /// Areas of the mode's name, the channel statistics and the result.
  private static var areas: [(String, Rect)] {
    let layout = PreviewLayout(ScreenSize(rows: 40, columns: 120))
    let mode = Rect(
      row: layout.controls.row + 1, column: layout.controls.column, rows: 1,
      columns: layout.controls.columns)
    // The heading of the statistics shows the pool, which depends only on the mode.
    return [
      ("mode", mode), ("figures", layout.statistics.inset(rows: 1)),
      ("picture", layout.pictures[2]),
    ]
  }

  /// Characters of the coarse picture, which is drawn first.
  private static let coarse: Set<Character> = [" ", "\u{A0}", "▀", "▄", "▌", "▐", "█"]

  /// Waits until all areas have changed and the fine picture is drawn. Returns the screen when it
  /// is stable, and expects that all areas still differ.
  private func expectAllChanged(
    than before: StyledScreen, in session: TmuxSession,
    at location: SourceLocation = #_sourceLocation
  ) -> StyledScreen {
    Deadline.wait(
      for: "another mode", look: { session.cells }, text: \.text, at: location
    ) { now in
      Self.areas.allSatisfy { now[$0.1] != before[$0.1] }
        && now[Self.areas[2].1].joined().contains { !Self.coarse.contains($0.character) }
    }
    let now = session.settled()
    for (name, area) in Self.areas {
      #expect(
        now[area] != before[area], "the \(name) did not change:\n\(now.text)",
        sourceLocation: location)
    }
    return now
  }
}
