// SPDX-License-Identifier: MIT

@testable import Explorer

extension ScreenCase {
  /// Maps page.
  static let maps =
    scenes("maps", ScreenSize.all) { try ExplorerHarness($0).started().type("6").press(.right) }
    + scenes("maps-512", ScreenSize.all) {
      try ExplorerHarness($0, tensor: "features.npy").started().type("6")
        .press(.pageDown, .pageDown, .right).type("---")
    }
    + scenes("maps-512-end", [.usual, .large]) {
      try ExplorerHarness($0, tensor: "features.npy").started().type("6v").press(.end)
    }
    + scenes("maps-filter", [.small, .usual]) {
      try ExplorerHarness($0, tensor: "features.npy").started().type("6/25").press(.down)
    }
    + scenes("maps-before") { try ExplorerHarness($0).started().type("6bv.") }
    + scenes("maps-none") { try ExplorerHarness($0).started().type("mmm6.") }
    + scenes("maps-nan", [.usual, .large]) {
      try ExplorerHarness($0, tensor: "strange.npy").started().type("6...")
    }
    + scenes("computing-maps") { try ExplorerHarness($0).withoutAnswers().type("6") }
    + scenes("ascii-maps", ScreenSize.all) {
      try ExplorerHarness($0, glyphs: .ascii).started().type("6.")
    }
}
