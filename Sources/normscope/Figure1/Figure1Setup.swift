// SPDX-License-Identifier: MIT

import Assets
import Explorer
import Networks
import Normalization
import Pictures
import Settings
import Stylization
import Training

/// Settings shared by all six trainings of Figure 1, and their initial states and objectives.
struct Figure1Setup {
  let style: String
  let contents: [String]
  let contentsName: String
  /// Network that restyles the crops in the condition `style`.
  let restyle: String
  let steps: Int

  /// Name of the default style.
  static let defaultStyle = "diamond_squares_mosaic"
  /// Styles for restyled crops. The first one that differs from the trained style is used.
  private static let restyleStyles = ["van_gogh_church_at_auvers_1890", "motivo_geometrico"]

  /// Longest sides of the style and the photographs in pixels; crops are 128 to 230 pixels wide.
  private static let (styleSide, contentSide) = (256, 384)

  /// The learning rate is constant, so the final losses do not depend on a schedule and a longer
  /// training repeats the steps of a shorter one.
  private var hyperparameters: Hyperparameters {
    Hyperparameters(
      batchSize: 4, cropSize: 128, seed: 1,
      schedule: LearningRateSchedule(.constant, learningRate: 1e-3, steps: steps))
  }

  /// Returns the initial state of a training.
  func initialState(of run: Figure1Variant) -> TrainingState {
    let description = run.network()
    var record = TrainingRecord(
      task: "figure1 \(run.name) \(description.notation)\(preprocessing(run.condition))",
      hyperparameters: hyperparameters,
      data: [.init(name: contentsName, training: contents.count, validation: 0)])
    record.styles = [NetworkLibrary.name(ofPicture: style)]
    return TrainingState(description.initialParameters(seed: hyperparameters.seed), record)
  }

  /// Returns the preprocessing in the record's task. Stored records contain this text, and a
  /// training resumes only if it is the same.
  private func preprocessing(_ condition: Figure1Condition) -> String {
    switch condition {
    case .original: ""
    case .contrast: ", each square equalized"
    case .style: ", each square through \(NetworkLibrary.name(of: restyle)) as \(restyleStyle)"
    }
  }

  /// Returns the style moments of the trained style.
  func target(_ lossNetwork: LossNetwork) throws -> LevelMoments {
    try lossNetwork.moments(ofPicture: style, size: Self.styleSide)
  }

  /// Returns the objective of a training.
  /// - Parameter warn: called with a message for each file that cannot be read.
  func objective(
    _ run: Figure1Variant, _ lossNetwork: LossNetwork, _ target: LevelMoments,
    warn: @escaping (String) -> Void
  ) throws -> MultiStyleObjective {
    let description = run.network()
    let cache = TrainingPictureCache(
      contents, byteLimit: TrainingPictures.cacheBytes, longestSide: Self.contentSide, warn: warn)
    return try MultiStyleObjective(
      Network(description, description.initialParameters(seed: hyperparameters.seed)),
      trained: description.trainableNames,
      contents: PictureBatches(
        cache, count: hyperparameters.batchSize, size: hyperparameters.cropSize,
        seed: hyperparameters.seed,
        transform: try transform(run.condition)),
      styles: [.moments(target)], lossNetwork: lossNetwork, seed: ~hyperparameters.seed)
  }

  /// Returns the preprocessing of each crop.
  ///
  /// Crops are preprocessed, not photographs: crops of one restyled photograph, sky and grass for
  /// example, have different moments, and the network sees crops.
  private func transform(_ condition: Figure1Condition) throws -> (Picture) throws -> Picture {
    switch condition {
    case .original: return { $0 }
    case .contrast: return { $0.equalized() }
    case .style:
      return try restyler()
    }
  }

  /// Returns a function that renders crops in another style, through one cached run.
  private func restyler() throws -> (Picture) throws -> Picture {
    let pipeline = Pipeline(photographs: [], keepsActivations: false)
    var settings = RenderSettings(input: .picture(path: ""))
    let file = try pipeline.networks.file(of: restyle)
    settings.network = NetworkSettings(try NetworkSummary(file, called: restyle))
    settings.styleSize = Self.styleSide
    if settings.takesStyle {
      settings.styles = [WeightedStyle(path: try Self.bundledStyle(restyleStyle))]
    }
    return { [settings] square in try pipeline.render(square, settings) }
  }

  private var restyleStyle: String {
    let trained = NetworkLibrary.name(ofPicture: style)
    return Self.restyleStyles.first { $0 != trained } ?? trained
  }

  /// Returns the path of a bundled painting. - Throws: `UsageError` if it is not found.
  static func bundledStyle(_ name: String) throws -> String {
    let paths = AssetFolder.styles()
    guard let path = paths.first(where: { NetworkLibrary.name(ofPicture: $0) == name }) else {
      throw UsageError(
        "bundled painting ‘\(name)’ not found; reinstall NormScope, set NORMSCOPE_ASSETS, or give "
          + "a picture to --style")
    }
    return path
  }
}
