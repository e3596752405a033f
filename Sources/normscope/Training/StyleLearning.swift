// SPDX-License-Identifier: MIT

import Networks
import Normalization
import Training

/// Teaches a network one more style: γ and β of a new row, while all else stays (Dumoulin et al. 2017).
struct StyleLearning {
  let file: NetworkFile
  let style: String
  let contents: [String]
  let plan: TrainingPlan

  /// Learns to the end of the plan, of the time or to Ctrl-C, and writes the network with the new row.
  func run(to output: String, minutes: Double?) throws {
    let (trainer, report) = (try trainer(), TrainingReport(step: 0, of: plan.schedule.steps))
    let (stop, files) = (StopSignal(), TrainingFiles(weights: output))
    var stretch = Stretch(limit: minutes.map { .seconds(60 * $0) })
    stretch.pause = .seconds(60)
    var failure: (any Error)?
    _ = try stretch.run(
      trainer, isStopped: { stop.isSet }, report: report.add,
      save: { state in
        do {
          failure = nil
          try files.saveWeights(state, of: file.description, metadata: file.tensors.metadata)
        } catch { failure = error }
      })
    report.close()
    if let failure { throw failure }
  }

  private func trainer() throws -> Trainer {
    let (network, description) = (try file.network(), file.description)
    guard network.styles > 0 else {
      throw UsageError(
        "‘\(file.name.printable)’ has no γ and β of its own; it takes any style as it is")
    }
    let judge = try Judge.installed()
    var record = TrainingRecord(task: "learn", plan: plan)
    record.styles = names(network.styles) + [NetworkShelf.name(ofPicture: style)]
    let parameters = description.addingRow(to: network.parameters)
    let stock = PictureStock(contents) { StandardError.print("normscope: \($0)") }
    let lesson = try StylesLesson(
      Network(description, parameters), trained: description.affineNames,
      contents: PictureBatches(stock, count: plan.batch, size: plan.crop, seed: plan.seed),
      styles: [judge.moments(ofPicture: style, size: 256)], first: network.styles, judge: judge,
      seed: ~plan.seed)
    return Trainer(lesson, from: TrainingState(parameters, record))
  }

  /// The names of the styles that there are; numbers where the file names none.
  private func names(_ count: Int) -> [String] {
    let known = (file.tensors.metadata["styles"] ?? "").split(separator: "\n").map(String.init)
    return known.count == count ? known : (0..<count).map(String.init)
  }
}
