// SPDX-License-Identifier: MIT

import FileIO
import Networks
import Normalization
import Stylization
import Training

/// Training of one additional style of a multi-style network: only γ and β of a new row are trained
/// (Dumoulin et al. 2017).
struct StyleTraining {
  /// Name of the network in the library, or its path.
  let network: String
  /// The network with all existing rows.
  let file: NetworkFile
  /// Names of the existing styles and of the new one, which is the last.
  let styleNames: [String]
  /// Trains the new row.
  let trainer: Trainer

  /// Time between two saves.
  private static let saveInterval = Duration.seconds(30)

  /// Loads the network, the loss network and the style picture.
  /// - Parameter warn: called with a message for each photograph that cannot be read or causes
  ///   skipped batches.
  /// - Throws: `UsageError` for a network without style rows or if VGG-19 is not installed; the
  ///   errors of reading the network and the style picture.
  init(
    of style: String, by network: String, contents: [String],
    hyperparameters: Hyperparameters = .singleStyle,
    warn: @escaping (String) -> Void
  ) throws {
    (self.network, file) = (network, try Self.file(of: network))
    let lossNetwork = try LossNetwork.installed()
    styleNames = file.styleNames + [Self.name(of: style)]
    var record = TrainingRecord(task: "learn", hyperparameters: hyperparameters)
    record.styles = styleNames
    let description = file.description
    let parameters = description.addingStyle(to: try file.network().parameters)
    let objective = try MultiStyleObjective(
      Network(description, parameters), trained: description.affineNames,
      contents: PictureBatches(
        TrainingPictureCache(contents, warn: warn), count: hyperparameters.batchSize,
        size: hyperparameters.cropSize,
        seed: hyperparameters.seed),
      styles: [.moments(lossNetwork.moments(ofPicture: style, size: 256))],
      firstRow: file.styles, lossNetwork: lossNetwork, seed: ~hyperparameters.seed)
    trainer = Trainer(objective, from: TrainingState(parameters, record))
    trainer.warn = warn
  }

  /// Returns the file of a network that a row can be added to.
  private static func file(of network: String) throws -> NetworkFile {
    let file = try NetworkLibrary().load(network)
    guard file.styles > 0 else {
      throw UsageError(
        "‘\(file.name.printable)’ has no style rows to add to; it accepts any style picture "
          + "without training: use apply --style")
    }
    guard file.description.sites.allSatisfy({ !$0.hasRunningStatistics }) else {
      throw UsageError(
        "‘\(file.name.printable)’ uses batch normalization, whose running moments belong to its "
          + "single style; choose a network with instance normalization")
    }
    return file
  }

  /// Trains to the last step, the time limit or until stopped; saves at intervals and at the
  /// end.
  /// - Parameter output: file for the complete network; nil stores the new row in the user's data
  ///   folder.
  /// - Throws: the error of a step, otherwise of the last save.
  func run(
    to output: String? = nil, minutes: Double? = nil, shouldStop: () -> Bool,
    report: (LossTerms) -> Void
  ) throws {
    var loop = TrainingLoop(timeLimit: minutes.map { .seconds(60 * $0) })
    loop.saveInterval = Self.saveInterval
    var saveError: (any Error)?
    _ = try loop.run(
      trainer, shouldStop: shouldStop, report: report,
      save: { state in
        do {
          saveError = nil
          try save(state, to: output)
        } catch { saveError = error }
      })
    if let saveError { throw saveError }
  }

  private func save(_ state: TrainingState, to output: String?) throws {
    guard let output else {
      return try NetworkLibrary().storeLearnedStyles(
        of: state.parameters, named: styleNames, for: network)
    }
    try TrainingFiles(weightsPath: output).saveWeights(
      state, of: file.description, metadata: file.tensors.metadata)
  }

  /// Returns the network with the new row in its current state.
  func currentNetwork() throws -> Network {
    try Network(file.description, trainer.state.parameters)
  }

  /// Returns a style name without line breaks, because names are stored one per line.
  private static func name(of style: String) -> String {
    let name = NetworkLibrary.name(ofPicture: style).split(whereSeparator: \.isNewline)
    return name.isEmpty ? "learned" : name.joined(separator: " ")
  }
}

extension Hyperparameters {
  /// Plan for one additional style; takes about two minutes on two cores.
  static let singleStyle = Hyperparameters(
    batchSize: 2, cropSize: 136, seed: 1,
    schedule: LearningRateSchedule(
      .cosine, learningRate: 2e-2, minimumLearningRate: 1e-3, steps: 300))
}
