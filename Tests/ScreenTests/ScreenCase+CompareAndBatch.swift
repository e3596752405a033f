// SPDX-License-Identifier: MIT

@testable import Explorer

extension ScreenCase {
  /// Compare and Batch pages.
  static let several =
    scenes("compare", ScreenSize.all) { try ExplorerHarness($0).started().type("3") }
    + scenes("compare-channel", ScreenSize.all) {
      try ExplorerHarness($0).started().type("3..").press(.up, times: 2).press(.right, times: 4)
    }
    + scenes("compare-no-style", [.small, .usual]) {
      try ExplorerHarness($0, styles: []).started().type("M3")
    }
    + scenes("compare-tensor", [.usual, .large]) {
      try ExplorerHarness($0, tensor: "features.npy").started().type("3")
    }
    + scenes("compare-nan") { try ExplorerHarness($0, tensor: "strange.npy").started().type("3..") }
    + scenes("batch", ScreenSize.all) { try ExplorerHarness($0).started().type("4").press(.down) }
    + scenes("batch-bn", [.usual, .large]) { try ExplorerHarness($0).started().type("4MMM.") }
    + scenes("batch-none") { try ExplorerHarness($0).started().type("4mmm") }
    + scenes("batch-one", [.small, .usual]) {
      try ExplorerHarness($0).started().type("4").press(.end).type("dd")
    }
    + scenes("batch-no-style") { try ExplorerHarness($0, styles: []).started().type("4M") }
    + scenes("batch-512", ScreenSize.all) {
      try ExplorerHarness($0, tensor: "features.npy").started().type("4.]]")
    }
    + scenes("batch-nan") { try ExplorerHarness($0, tensor: "strange.npy").started().type("4") }
    + scenes("computing-compare") { try ExplorerHarness($0).withoutAnswers().type("3") }
    + scenes("computing-batch") { try ExplorerHarness($0).withoutAnswers().type("4") }
    + scenes("ascii-compare", ScreenSize.all) {
      try ExplorerHarness($0, glyphs: .ascii).started().type("3.")
    }
    + scenes("ascii-batch", ScreenSize.all) {
      try ExplorerHarness($0, glyphs: .ascii).started().type("4")
    }
    + scenes("chooser-marking") {
      let stage = try chooser(ExplorerHarness($0).started().type("4a"))
      return stage.press(.down, times: 4).type("  ").press(.down).type(" ").press(.up)
    }
}
