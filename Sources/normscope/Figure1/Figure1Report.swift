// SPDX-License-Identifier: MIT

import Explorer
import Foundation
import Training

/// Progress report of a Figure 1 training: in a terminal a chart of both loss curves of its
/// condition, otherwise one line at intervals.
final class Figure1Report {
  private let run: Figure1Variant
  private let counterpart: LossCurve
  private var curve: LossCurve
  private var text: TrainingText
  private let start = ContinuousClock.now
  private let lines: TrainingReport
  private let block: StatusBlock?
  private let isLogarithmic: Bool

  /// - Parameter counterpart: losses of the same condition with the other normalization.
  init(
    _ run: Figure1Variant, _ curve: LossCurve, _ counterpart: LossCurve, of steps: Int,
    isLogarithmic: Bool
  ) {
    (self.run, self.curve, self.counterpart) = (run, curve, counterpart)
    self.isLogarithmic = isLogarithmic
    text = TrainingText(step: curve.steps, of: steps)
    lines = TrainingReport(step: curve.steps, of: steps)
    block = StatusBlock(least: LabChart.smallest)
    lines.message("\(run.name): \(curve.steps) of \(steps) steps completed")
  }

  /// Reports a completed step.
  func add(_ losses: LossTerms) {
    guard let block else { return lines.add(losses) }
    text.add(losses)
    curve.append(losses)
    if block.isDue { block.draw(chart) }
  }

  /// Prints a message.
  func message(_ text: String) {
    block?.leave()
    lines.message(text)
  }

  /// Leaves the final chart or progress line on the screen.
  func close() {
    guard let block else { return lines.close() }
    block.draw(chart)
    block.leave()
  }

  /// Returns the lines of the chart and, below it, the progress line.
  private func chart(_ size: ScreenSize) -> [String] {
    let isBatch = run.norm == .batch
    let condition = LabReader.labCondition(
      run.condition, "", isBatch ? [curve, counterpart] : [counterpart, curve], in: nil,
      planned: [text.steps, text.steps])
    let canvas = LabChart(
      condition, isLogarithmic: isLogarithmic, glyphs: StatusBlock.glyphs,
      isColored: StatusBlock.isColored
    ).canvas(ScreenSize(rows: size.rows - 1, columns: size.columns))
    let status = "\(run.name)  " + text.line(elapsed: .now - start)
    return canvas.printed + [String(status.prefix(size.columns))]
  }
}
