// SPDX-License-Identifier: MIT

@testable import Explorer

extension ScreenCase {
  /// Preview and Channels pages.
  static let pages =
    scenes("preview", ScreenSize.all) { try ExplorerHarness($0).started() }
    + scenes("preview-channel", ScreenSize.all) {
      // The second channel, then γ, increased by three steps.
      try ExplorerHarness($0).started().type("..").press(.down, times: 3).press(.right, times: 3)
    }
    + scenes("channels", ScreenSize.all) {
      try ExplorerHarness($0).started().type("2..").press(.right)
    }
    + scenes("channels-512", ScreenSize.all) {
      try ExplorerHarness($0, tensor: "features.npy").started().type("2")
        .press(.character("]"), times: 25).press(.down, times: 7)
    }
    + scenes("channels-nan", ScreenSize.all) {
      try ExplorerHarness($0, tensor: "strange.npy").started().type("2")
    }
    + scenes("channels-nan-channel", [.usual, .large]) {
      try ExplorerHarness($0, tensor: "strange.npy").started().type("2").press(.down, times: 3)
    }
    + scenes("tensor", [.usual, .large]) {
      try ExplorerHarness($0, tensor: "features.npy").started().press(.down, times: 4)
    }
    + scenes("tensor-nan", [.usual]) { try ExplorerHarness($0, tensor: "strange.npy").started() }

  /// Each mode on the Preview page.
  static let modes =
    scenes("mode-bn", [.usual, .large]) { try ExplorerHarness($0).started().type("MMM.") }
    + scenes("mode-in") { try ExplorerHarness($0).started().type("MM") }
    + scenes("mode-cin-three-styles", [.small, .usual, .large]) {
      try ExplorerHarness($0, styles: ["embers", "glacier", "moss"]).started().type("M")
        .press(.down, times: 6).press(.left, times: 10)
    }
    + scenes("mode-adain-two-styles", [.small, .usual]) {
      try ExplorerHarness($0, styles: ["embers", "glacier"]).started()
        .press(.down, times: 7).press(.left, times: 5)
    }
    + scenes("mode-adain-second-style") {
      try ExplorerHarness($0, styles: ["embers", "glacier"]).started().type(".").press(
        .down, times: 7)
    }
    + scenes("mode-ln") { try ExplorerHarness($0).started().type("m") }
    + scenes("mode-gn") {
      try ExplorerHarness($0).started().type("mm").press(.down, times: 5).press(.right)
    }
    + scenes("mode-none") { try ExplorerHarness($0).started().type("mmm") }
    + scenes("mode-identity-affine") { try ExplorerHarness($0).started().type("x.") }
    + scenes("mode-lab") { try ExplorerHarness($0).started().press(.down).press(.right, times: 2) }
    + scenes("no-style") { try ExplorerHarness($0, styles: []).started().type("MM") }
}
