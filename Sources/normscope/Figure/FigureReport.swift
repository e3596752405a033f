// SPDX-License-Identifier: MIT

import Explorer
import Foundation
import Training

/// Tells of a training of Figure 1 while it runs: in a terminal the curves of its condition, drawn
/// again and again, elsewhere a line now and then.
final class FigureReport {
  private let run: FigureRun
  private let other: LossCurve
  private var curve: LossCurve
  private var text: TrainingText
  private let start = ContinuousClock.now
  private let plain: TrainingReport
  private let block: StatusBlock?
  private let isLogarithmic: Bool

  /// - Parameter other: the losses of the same condition with the other normalization.
  init(_ run: FigureRun, _ curve: LossCurve, _ other: LossCurve, of steps: Int, isLogarithmic: Bool)
  {
    (self.run, self.curve, self.other) = (run, curve, other)
    self.isLogarithmic = isLogarithmic
    text = TrainingText(step: curve.steps, of: steps)
    plain = TrainingReport(step: curve.steps, of: steps)
    block = StatusBlock(least: LabChart.smallest)
    plain.say("\(run.name): \(curve.steps) of \(steps) steps are done")
  }

  /// A step is done.
  func add(_ losses: LossTerms) {
    guard let block else { return plain.add(losses) }
    text.add(losses)
    curve.add(losses)
    if block.isDue { block.draw(lines) }
  }

  /// A sentence that stays.
  func say(_ sentence: String) {
    block?.leave()
    plain.say(sentence)
  }

  /// The last curves stay.
  func close() {
    guard let block else { return plain.close() }
    block.draw(lines)
    block.leave()
  }

  /// The chart, and below it how far the training is.
  private func lines(_ size: ScreenSize) -> [String] {
    let isBatch = run.norm == .batch
    let panel = LabReader.panel(
      run.condition, "", isBatch ? [curve, other] : [other, curve], in: nil, planned: text.steps)
    let canvas = LabChart(
      panel, isLogarithmic: isLogarithmic, glyphs: StatusBlock.glyphs,
      isColored: StatusBlock.isColored
    ).canvas(ScreenSize(rows: size.rows - 1, columns: size.columns))
    let status = "\(run.name)  " + text.line(elapsed: .now - start)
    return canvas.printed + [String(status.prefix(size.columns))]
  }
}
