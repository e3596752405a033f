// SPDX-License-Identifier: MIT

import Testing

@testable import Explorer

extension JourneyTests {
  @Test(.needsTmux, arguments: ["pixels", "compact"])
  func everySizeShowsThePreviewOrTheRequiredSize(in network: String) throws {
    let session = try TmuxSession(
      ["--network", network, "--size", "128"], columns: 200, rows: 60)
    let sizes = [(200, 60), (120, 40), (80, 24), (60, 20), (40, 10)]
    for (columns, rows) in sizes + sizes.reversed() {
      session.resize(columns: columns, rows: rows)
      let size = ScreenSize(rows: rows, columns: columns)
      let isExpected = size.isEnough ? isPreview : isTooSmall
      let text = session.wait(for: "the screen of \(columns)×\(rows)") { isExpected($0, size) }
      #expect(isExpected(text, size))
    }
    session.quit()
  }

  /// Whether the title fills the first row, the keys are in the last row, and the result is drawn.
  private func isPreview(_ text: String, _ size: ScreenSize) -> Bool {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count >= size.rows else { return false }
    let layout = PreviewLayout(size)
    let result = StyledScreen(text)[layout.pictures[2]]
    return Canvas.width(of: lines[0]) == size.columns - 1 && lines[0].contains("NormScope")
      && lines[size.rows - 1].contains("q quit")
      && lines[layout.detailRow].contains("clip")
      && result.joined().contains { $0.character != " " && $0.character != "\u{A0}" }
  }

  private func isTooSmall(_ text: String, _ size: ScreenSize) -> Bool {
    text.contains("normscope needs 60×20 cells;")
      && text.contains("this terminal has \(size.columns)×\(size.rows).")
  }
}
