// SPDX-License-Identifier: MIT

import Testing

@testable import Explorer

extension JourneyTests {
  @Test func mAndRightChangeModeFiguresAndPicture() throws {
    let session = try TmuxSession(Self.small + ["--mode", "batch"])
    session.wait(for: "the first result") { $0.contains("clipped") }
    let batch = session.settled()
    session.press(.character("m"))
    session.wait(for: "IN") { $0.contains("Instance Norm") }
    let instance = session.settled()
    expectAllOther(instance, batch)
    session.press(.right)
    session.wait(for: "CIN") { $0.contains("Conditional Instance Norm") }
    let conditional = session.settled()
    expectAllOther(conditional, instance)
    session.press(.left)
    session.wait(for: "IN again") { !$0.contains("Conditional") }
    expectAllOther(session.settled(), conditional)
    session.quit()
  }

  /// The name of the mode, the figures and the resulting picture must all have changed.
  private func expectAllOther(
    _ now: StyledScreen, _ before: StyledScreen, at location: SourceLocation = #_sourceLocation
  ) {
    let layout = PreviewLayout(ScreenSize(rows: 40, columns: 120))
    let mode = Rect(
      row: layout.controls.row, column: layout.controls.column, rows: 1,
      columns: layout.controls.columns)
    // Its heading tells the pool, which is another figure than the channels'.
    let channels = layout.statistics.inset(rows: 1)
    let places = [("mode", mode), ("figures", channels), ("picture", layout.pictures[2])]
    for (name, place) in places {
      #expect(
        now[place] != before[place], "the \(name) did not change:\n\(now.text)",
        sourceLocation: location)
    }
  }
}
