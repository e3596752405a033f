// SPDX-License-Identifier: MIT

@testable import Explorer

extension ScreenCase {
  /// Scatter page.
  static let scatters =
    scenes("scatter", ScreenSize.all) {
      try ExplorerHarness($0).started().type("7..").press(.right)
    }
    + scenes("scatter-all", [.usual]) { try ExplorerHarness($0).started().type("7") }
    + scenes("scatter-none") { try ExplorerHarness($0).started().type("mmm7.") }
    + scenes("scatter-512", ScreenSize.all) {
      try ExplorerHarness($0, tensor: "features.npy", tensorStyles: ["plumes.npy"]).started()
        .type("7]]").press(.left, times: 6)
    }
    + scenes("scatter-512-log", ScreenSize.all) {
      try ExplorerHarness($0, tensor: "features.npy", tensorStyles: ["plumes.npy"]).started().type(
        "7]]l")
    }
    + scenes("scatter-nan", [.usual, .large]) {
      try ExplorerHarness($0, tensor: "strange.npy").started().type("7.")
    }
    + scenes("scatter-nan-log", [.small, .usual, .large]) {
      try ExplorerHarness($0, tensor: "strange.npy").started().type("7l.....")
    }
    + scenes("scatter-mono", ScreenSize.all) {
      try ExplorerHarness($0, tensor: "features.npy", tensorStyles: ["plumes.npy"]).started()
        .type(":theme: mono").press(.enter).type("7]]l")
    }
    + scenes("computing-scatter") { try ExplorerHarness($0).withoutAnswers().type("7") }
    + scenes("ascii-scatter", ScreenSize.all) {
      try ExplorerHarness($0, glyphs: .ascii).started().type("7.").press(.right, times: 4)
    }
}
