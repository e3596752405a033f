// SPDX-License-Identifier: MIT

import FileIO
import Networks
import Normalization
import Stylization
import Training

/// Teaches a network one more style: γ and β of a new row, while all else stays (Dumoulin et al. 2017).
struct StyleLearning {
  /// What it is called: its name on the library, or its file's path.
  let network: String
  /// The network with all rows that there are.
  let file: NetworkFile
  /// The names of those and of the new one, which is the last.
  let names: [String]
  /// Learns.
  let trainer: Trainer

  /// How often what was learned is saved.
  private static let pause = Duration.seconds(30)

  /// Reads all that it takes, and looks at the style.
  /// - Parameter say: takes a sentence about each photograph that cannot be used.
  /// - Throws: one sentence for a network without rows, without VGG-19, or for a broken picture.
  init(
    of style: String, by network: String, contents: [String], plan: TrainingPlan = .oneStyle,
    say: @escaping (String) -> Void
  ) throws {
    (self.network, file) = (network, try Self.file(of: network))
    let lossNetwork = try LossNetwork.installed()
    names = file.styleNames + [Self.name(of: style)]
    var record = TrainingRecord(task: "learn", plan: plan)
    record.styles = names
    let description = file.description
    let parameters = description.addingRow(to: try file.network().parameters)
    let objective = try MultiStyleObjective(
      Network(description, parameters), trained: description.affineNames,
      contents: PictureBatches(
        PictureStock(contents, say: say), count: plan.batch, size: plan.crop, seed: plan.seed),
      styles: [.moments(lossNetwork.moments(ofPicture: style, size: 256))], first: file.styles,
      lossNetwork: lossNetwork, seed: ~plan.seed)
    trainer = Trainer(objective, from: TrainingState(parameters, record))
  }

  /// A network that has rows to add one to.
  private static func file(of network: String) throws -> NetworkFile {
    let file = try NetworkLibrary().load(network)
    guard file.styles > 0 else {
      throw UsageError(
        "‘\(file.name.printable)’ has no γ and β of its own; it takes any style as it is")
    }
    guard file.description.sites.allSatisfy({ !$0.hasRunning }) else {
      throw UsageError(
        "‘\(file.name.printable)’ normalizes by batches, whose running moments are of its one style; "
          + "a style is learned by a network with instance normalization")
    }
    return file
  }

  /// Learns to the end of the plan, of the time, or until it is stopped; saves now and then, and at last.
  /// - Parameter output: a file for the whole network; without it the row is kept in the person's folder.
  /// - Throws: what a step throws, else why the last save failed.
  func run(
    to output: String? = nil, minutes: Double? = nil, isStopped: () -> Bool,
    report: (LossTerms) -> Void
  ) throws {
    var loop = TrainingLoop(limit: minutes.map { .seconds(60 * $0) })
    loop.pause = Self.pause
    var failure: (any Error)?
    _ = try loop.run(
      trainer, isStopped: isStopped, report: report,
      save: { state in
        do {
          failure = nil
          try save(state, to: output)
        } catch { failure = error }
      })
    if let failure { throw failure }
  }

  private func save(_ state: TrainingState, to output: String?) throws {
    guard let output else {
      return try NetworkLibrary().storeRows(of: state.parameters, named: names, for: network)
    }
    try TrainingFiles(weights: output).saveWeights(
      state, of: file.description, metadata: file.tensors.metadata)
  }

  /// The network as it is now.
  func taught() throws -> Network { try Network(file.description, trainer.state.parameters) }

  /// A name of one line; names are kept a line each.
  private static func name(of style: String) -> String {
    let name = NetworkLibrary.name(ofPicture: style).split(whereSeparator: \.isNewline)
    return name.isEmpty ? "learned" : name.joined(separator: " ")
  }
}

extension TrainingPlan {
  /// What teaches a style in about two minutes on two cores.
  static let oneStyle = TrainingPlan(
    batch: 2, crop: 136, seed: 1,
    schedule: LearningRateSchedule(.cosine, rate: 2e-2, floor: 1e-3, steps: 300))
}
