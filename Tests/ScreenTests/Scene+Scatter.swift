// SPDX-License-Identifier: MIT

@testable import Explorer

extension Scene {
  /// Mean and deviation of every channel as points.
  static let scatters =
    scenes("scatter", ScreenSize.all) { try Stage($0).started().type("6..").press(.right) }
    + scenes("scatter-all", [.usual]) { try Stage($0).started().type("6") }
    + scenes("scatter-none") { try Stage($0).started().type("mmm6.") }
    + scenes("scatter-512", ScreenSize.all) {
      try Stage($0, tensor: "features.npy", tensorStyles: ["plumes.npy"]).started()
        .type("6]]").press(.left, times: 6)
    }
    + scenes("scatter-512-log", ScreenSize.all) {
      try Stage($0, tensor: "features.npy", tensorStyles: ["plumes.npy"]).started().type("6]]l")
    }
    + scenes("scatter-nan", [.usual, .large]) {
      try Stage($0, tensor: "strange.npy").started().type("6.")
    }
    + scenes("scatter-nan-log", [.small, .usual, .large]) {
      try Stage($0, tensor: "strange.npy").started().type("6l.....")
    }
    + scenes("scatter-mono", [.small, .usual]) {
      try Stage($0, tensor: "features.npy", tensorStyles: ["plumes.npy"]).started()
        .type(":theme: mono").press(.enter).type("6]]l")
    }
    + scenes("computing-scatter") { try Stage($0).withoutAnswers().type("6") }
    + scenes("ascii-scatter", [.small, .usual, .large]) {
      try Stage($0, lettering: .ascii).started().type("6.").press(.right, times: 4)
    }
}
