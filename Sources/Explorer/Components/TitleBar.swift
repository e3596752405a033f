// SPDX-License-Identifier: MIT

import FileIO

/// First row of the screen: program, pages, and a summary of the computation.
struct TitleBar {
  let state: ExplorerState

  func draw(on canvas: inout Canvas) {
    var column = canvas.write("NormScope", row: 0, column: 1, .title) + 2
    for page in Page.allCases {
      let isShown = page == state.page
      let start = column
      column = canvas.write("\(page.rawValue + 1)", row: 0, column: column, .key) + 1
      if isShown || isSpacious {
        column = canvas.write(page.name, row: 0, column: column, isShown ? .title : .faint) + 2
      }
      canvas.addRegion(
        Rect(row: 0, column: start, rows: 1, columns: column - start - 1), .action(.page(page)))
    }
    let width = state.size.columns - column - 1
    let text = state.isLate ? state.progressText : Canvas.first(of: summaries, in: width)
    canvas.write(text, row: 0, column: column, .faint, width: width, align: .right)
  }

  /// Whether the names of all pages fit beside the summary.
  private var isSpacious: Bool {
    let tabs = Page.allCases.reduce(12) { $0 + 4 + Canvas.width(of: $1.name) }
    return tabs + 26 <= state.size.columns
  }

  /// Summary of the computation, from the longest wording to the shortest.
  private var summaries: [String] {
    guard let extent else { return [summary] }
    let worked = String(extent.prefix { $0 != " " })
    return ["\(summary) · \(extent)", "\(summary) · \(worked)"]
  }

  private var summary: String {
    let settings = state.settings
    let pixels = settings.input.isPicture ? settings.space.name : elementType
    let siteName = settings.network.map { $0.selectedSite.name.printable }
    let equalized = settings.isEqualized ? "equalized" : nil
    let identityAffine = settings.usesIdentityAffine ? "y = \(state.glyphs.hat)" : nil
    return [identityAffine, equalized, settings.mode.abbreviation, siteName ?? pixels].compactMap {
      $0
    }
    .joined(separator: " · ")
  }

  /// Precision of a tensor's statistics.
  private var elementType: String { state.frame?.report?.elementType ?? "tensor" }

  private var extent: String? { state.frame?.report?.content.size }
}
