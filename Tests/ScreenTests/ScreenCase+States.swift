// SPDX-License-Identifier: MIT

@testable import Explorer

extension ScreenCase {
  /// Temporary states: text fields, notices, before the first frame.
  static let moments =
    scenes("entry") {
      try ExplorerHarness($0).started().press(.down, times: 3).press(.enter).type("0.25")
    }
    + scenes("entry-refused") {
      try ExplorerHarness($0).started().press(.down, times: 3).press(.enter).type("1e-").press(
        .enter)
    }
    + scenes("notice", [.small, .usual]) {
      try ExplorerHarness($0).started().press(.down, times: 6).press(.enter).type("2e6").press(
        .enter)
    }
    + scenes("typed-each") {
      try ExplorerHarness($0).started().press(.down, times: 3).press(.enter).type("0.125").press(
        .enter)
    }
    + scenes("computing", [.small, .usual, .large]) { try ExplorerHarness($0) }
    + scenes("computing-channels") {
      try ExplorerHarness($0).withoutAnswers().type("2")
    }
    + scenes("palette-tensors", [.small, .usual]) {
      try ExplorerHarness($0).started().send(.tensors(tensorListing)).press(.down)
    }
    + scenes("palette-tensors-filter") {
      try ExplorerHarness($0).started().send(.tensors(tensorListing)).type("bias")
    }
    + scenes("tensor-float64", [.small, .usual, .large]) {
      try ExplorerHarness($0, tensor: "shifted.npy").started()
    }
    + scenes("channels-float64", [.small, .usual, .large]) {
      try ExplorerHarness($0, tensor: "shifted.npy").started().type("2").press(.down)
    }
    + scenes("scatter-int32") {
      try ExplorerHarness($0, tensor: "integers.npy").started().type("7")
    }
    + scenes("too-small", [ScreenSize(rows: 10, columns: 40)]) { try ExplorerHarness($0).started() }

  /// A file with more tensors than fit.
  private static let tensorListing = TensorListing(
    path: "/data/model.pth", purpose: .content,
    entries: (1...30).flatMap { layer in
      [
        TensorListing.Entry(name: "layer\(layer).weight", text: "64×\(layer)×3×3 float32"),
        TensorListing.Entry(name: "layer\(layer).bias", text: "1×64 float16"),
      ]
    })

  /// Main screens without UTF-8.
  static let plain =
    scenes("ascii-preview", ScreenSize.all) { try ExplorerHarness($0, glyphs: .ascii).started() }
    + scenes("ascii-preview-channel", ScreenSize.all) {
      try ExplorerHarness($0, glyphs: .ascii).started().type("..").press(.down, times: 3).press(
        .right)
    }
    + scenes("ascii-channels", ScreenSize.all) {
      try ExplorerHarness($0, glyphs: .ascii).started().type("2..")
    }
    + scenes("ascii-chooser", ScreenSize.all) {
      try chooser(ExplorerHarness($0, glyphs: .ascii).started().type("c"))
    }
    + scenes("ascii-help", ScreenSize.all) {
      try ExplorerHarness($0, glyphs: .ascii).started().type("?")
    }
    + scenes("ascii-identity-affine") {
      try ExplorerHarness($0, glyphs: .ascii).started().type("x")
    }
}
