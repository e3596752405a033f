// SPDX-License-Identifier: MIT

@testable import Explorer

extension ScreenCase {
  /// Lab page.
  static let labs =
    scenes("lab", ScreenSize.all) {
      try ExplorerHarness($0).started().type("8").send(.lab(.finished))
    }
    + scenes("lab-log", ScreenSize.all) {
      try ExplorerHarness($0).started().type("8l").send(.lab(.both)).press(.down, times: 4)
        .press(.tab).press(.left, times: 2)
    }
    + scenes("lab-paper", [.small, .usual]) {
      try ExplorerHarness($0).started().type("8").send(.lab(.paper)).press(.down)
    }
    + scenes("lab-reading") { try ExplorerHarness($0).started().type("8") }
    + scenes("lab-mono", ScreenSize.all) {
      try ExplorerHarness($0).started().type(":theme: mono").press(.enter).type("8").send(
        .lab(.both))
    }
    + scenes("ascii-lab", ScreenSize.all) {
      try ExplorerHarness($0, glyphs: .ascii).started().type("8l").send(.lab(.both))
    }
}

extension LabData {
  /// Bundled trainings, all finished.
  fileprivate static let finished = LabData(
    conditions: conditions("bundled", done: 5000), isTraining: false)
  /// Bundled trainings and running ones of the user.
  fileprivate static let both = LabData(
    conditions: conditions("bundled", done: 5000) + conditions("user", done: 1730), isTraining: true
  )
  /// No training has started.
  fileprivate static let paper = LabData(conditions: conditions("", done: 0), isTraining: false)

  private static func conditions(_ source: String, done: Int) -> [Condition] {
    [
      Condition(
        title: "original", source: source, batch: curve(0.9, [6.40, 2.85, 2.28], done),
        instance: curve(0.7, [4.83, 2.26, 1.78], done)),
      Condition(
        title: "contrast-normalized", source: source, batch: curve(0.95, [5.95, 3.02, 2.39], done),
        instance: curve(0.66, [4.82, 2.22, 1.70], done)),
      Condition(
        title: "style-normalized", source: source, batch: curve(0.7, [3.91, 2.12, 1.75], done),
        instance: curve(0.63, [3.60, 1.82, 1.51], done)),
    ]
  }

  /// Losses from 21 to about `last`. Only sums and quotients, so that rounding is the same
  /// everywhere.
  private static func curve(_ last: Double, _ paper: [Double], _ done: Int) -> Curve {
    func loss(_ step: Int) -> Double { last + 20 / (1 + Double(step) / 20) }
    let steps = [200, 1000, 5000]
    return Curve(
      points: stride(from: 10, through: done, by: 20).map { step in
        Point(step: step, loss: loss(step) * (1 + Double(step * 7919 % 11 - 5) / 100))
      },
      done: done, planned: 5000,
      checkpoints: stride(from: 1000, through: done, by: 1000).map {
        Checkpoint(step: $0, path: "/figure1/\($0).safetensors")
      },
      paper: zip(steps, paper).map { Point(step: $0, loss: $1) },
      atPaper: steps.map { $0 <= done ? loss($0) : nil }, end: done > 0 ? loss(done) : nil)
  }
}
