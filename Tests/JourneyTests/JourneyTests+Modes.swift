// SPDX-License-Identifier: MIT

import Testing

@testable import Explorer

extension JourneyTests {
  @Test(.needsTmux) func mAndRightChangeModeFiguresAndPicture() throws {
    let session = try TmuxSession(Self.small + ["--mode", "batch"])
    session.wait(for: "the first result") { $0.contains("clipped") }
    let batch = session.settled()
    session.press(.character("m"))
    let instance = expectAllOther(than: batch, in: session)
    #expect(instance.text.contains(" Instance Norm") && instance.text.contains("Result IN"))
    session.press(.right)
    let conditional = expectAllOther(than: instance, in: session)
    #expect(conditional.text.contains("Conditional Instance Norm"))
    session.press(.left)
    let again = expectAllOther(than: conditional, in: session)
    // Not the whole screen: how long it took is on it too.
    for (name, place) in Self.places { #expect(again[place] == instance[place], "\(name)") }
    session.quit()
  }

  /// Where the mode's name, the channels' figures and the resulting picture are.
  private static var places: [(String, Rect)] {
    let layout = PreviewLayout(ScreenSize(rows: 40, columns: 120))
    let mode = Rect(
      row: layout.controls.row + 1, column: layout.controls.column, rows: 1,
      columns: layout.controls.columns)
    // The heading of the figures tells the pool, which the mode alone decides.
    return [
      ("mode", mode), ("figures", layout.statistics.inset(rows: 1)),
      ("picture", layout.pictures[2]),
    ]
  }

  /// What the coarse picture, which comes first, is made of.
  private static let coarse: Set<Character> = [" ", "\u{A0}", "▀", "▄", "▌", "▐", "█"]

  /// Waits until all three have changed and the picture is fine; the screen when nothing moves any
  /// more, where they must still be others.
  private func expectAllOther(
    than before: StyledScreen, in session: TmuxSession,
    at location: SourceLocation = #_sourceLocation
  ) -> StyledScreen {
    Deadline.wait(
      for: "another mode", look: { session.cells }, text: \.text, at: location
    ) { now in
      Self.places.allSatisfy { now[$0.1] != before[$0.1] }
        && now[Self.places[2].1].joined().contains { !Self.coarse.contains($0.character) }
    }
    let now = session.settled()
    for (name, place) in Self.places {
      #expect(
        now[place] != before[place], "the \(name) did not change:\n\(now.text)",
        sourceLocation: location)
    }
    return now
  }
}
