// SPDX-License-Identifier: MIT

@testable import Explorer

extension ScreenCase {
  /// Styles page.
  static let styles =
    scenes("styles", ScreenSize.all) {
      try ExplorerHarness($0, styles: ["embers", "glacier"]).started().type("5").press(
        .left, times: 4)
    }
    + scenes("styles-cin", [.small, .usual, .large]) {
      try ExplorerHarness($0, styles: ["embers", "glacier"]).started().type("MM5")
    }
    + scenes("styles-not-used") { try ExplorerHarness($0).started().type("m5") }
    + scenes("styles-naming") { try ExplorerHarness($0).started().type("5n") }
    + scenes("styles-typing") {
      try ExplorerHarness($0).started().type("5").press(.enter).type("0.7")
    }
    + scenes("styles-none") { try ExplorerHarness($0, styles: []).started().type("5") }
    + scenes("styles-before") { try ExplorerHarness($0).started().type("5b") }
    + scenes("palette", ScreenSize.all) { try ExplorerHarness($0).started().type(":the") }
    + scenes("palette-none") { try ExplorerHarness($0).started().type(":zzz") }
    + scenes("filter", [.small, .usual]) {
      try ExplorerHarness($0, tensor: "features.npy").started().type("2/25")
    }
    + scenes("before") { try ExplorerHarness($0).started().type("b") }
    + scenes("equalized") { try ExplorerHarness($0).started().type("e") }
    + scenes("ascii-styles", ScreenSize.all) {
      try ExplorerHarness($0, glyphs: .ascii).started().type("5")
    }
    + scenes("ascii-palette", ScreenSize.all) {
      try ExplorerHarness($0, glyphs: .ascii).started().type(":")
    }
}
