// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Networks
import Normalization
import Pictures
import Stylization
import Training

/// Training of a network with a fixed set of styles, one picture per style.
struct MultiStyleTraining {
  let options: TrainOptions
  /// Paths of the style pictures.
  let styles: [String]
  let styleOptions: StyleListOptions

  /// Trains from the start or resumes.
  /// - Parameter makeNetwork: the network and initial parameters of a new training.
  func run(
    task: String, hyperparameters: Hyperparameters,
    makeNetwork: (Hyperparameters) throws -> (NetworkDescription, Parameters)
  ) throws {
    let contents = try TrainingPictures(options.content, option: "--content")
    let lossNetwork = try LossNetwork.installed()
    try options.checkSheet(contents.paths + styles)
    var start = try TrainingStartingPoint(
      options, task: task, hyperparameters: hyperparameters, makeNetwork: makeNetwork)
    try check(start.state.record.styles)
    start.state.record.styles = styleNames
    styleOptions.apply(to: &start.state.record.hyperparameters)
    start.state.record.data = [contents.record]
    start.state.record.beginInvocation(command: TrainingSession.command)
    let (hyperparameters, seeds) = (start.state.record.hyperparameters, start.seeds)
    let objective = try MultiStyleObjective(
      Network(start.description, start.state.parameters),
      trained: start.description.trainableNames,
      contents: contents.batches(hyperparameters, seed: seeds.0),
      styles: targets(lossNetwork, hyperparameters),
      lossNetwork: lossNetwork, weights: hyperparameters.weights, seed: seeds.1)
    let session = TrainingSession(options: options, description: start.description) {
      try ContactSheet(of: $0, contents.split.validation, rowsOf: styles)
    }
    try session.run(Trainer(objective, from: start.state))
  }

  /// Style names: file names without their extensions.
  private var styleNames: [String] { styles.map(NetworkLibrary.name(ofPicture:)) }

  /// Refuses other styles than before, which would overwrite the trained rows.
  private func check(_ previous: [String]) throws {
    guard previous.isEmpty || previous == styleNames else {
      throw UsageError(
        "this training has the styles \(previous.joined(separator: ", ").printable), not "
          + "\(styleNames.joined(separator: ", ").printable); give the same pictures to --style")
    }
  }

  private func targets(_ lossNetwork: LossNetwork, _ hyperparameters: Hyperparameters) throws
    -> [StyleTarget]
  {
    try styles.map {
      hyperparameters.usesGram
        ? try lossNetwork.gramMatrices(ofPicture: $0, size: hyperparameters.styleSize)
        : .moments(try lossNetwork.moments(ofPicture: $0, size: hyperparameters.styleSize))
    }
  }
}

extension LossNetwork {
  /// Returns the style moments of a picture file, scaled to a longest side of `size` pixels.
  func moments(ofPicture path: String, size: Int) throws -> LevelMoments {
    try features(of: picture(path, size: size)).moments
  }

  /// Returns the Gram matrices of a picture file, scaled to a longest side of `size` pixels.
  func gramMatrices(ofPicture path: String, size: Int) throws -> StyleTarget {
    let picture = try picture(path, size: size)
    return try PerceptualLoss(self, picture.shape, usesGram: true).gramMatrices(of: picture)
  }

  private func picture(_ path: String, size: Int) throws -> Tensor<Float> {
    let loaded = try PictureCache().picture(PictureKey(path, size: size))
    loaded.warnings.forEach(StandardError.report)
    return ColorSpace.rgb.tensor(of: loaded.picture)
  }
}

extension NetworkLibrary {
  /// Returns a picture's file name without folders and extension, as valid UTF-8: it is stored in
  /// network files.
  static func name(ofPicture path: String) -> String { StyleBankEntry.stem(of: path).wellFormed }
}
