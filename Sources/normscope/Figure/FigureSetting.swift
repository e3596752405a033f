// SPDX-License-Identifier: MIT

import Assets
import Explorer
import Networks
import Normalization
import Pictures
import Settings
import Stylization
import Training

/// What all six trainings of Figure 1 have in common, and how each begins.
struct FigureSetting {
  let style: String
  let contents: [String]
  let contentsName: String
  /// The network that gives photographs another style.
  let restyle: String
  let steps: Int

  /// The style that is learned where none is named.
  static let usualStyle = "diamond_squares_mosaic"
  /// The styles that photographs are given: the first that is not learned.
  private static let otherStyles = ["van_gogh_church_at_auvers_1890", "motivo_geometrico"]

  /// The longest side of style and photographs, in pixels: squares have 128 to 230 of them.
  private static let (styleSide, contentSide) = (256, 384)

  /// A rate that stays: what a curve comes to is then not the schedule's doing, and more steps change
  /// nothing of those before.
  private var plan: TrainingPlan {
    TrainingPlan(
      batch: 4, crop: 128, seed: 1,
      schedule: LearningRateSchedule(.constant, rate: 1e-3, steps: steps))
  }

  /// The beginning of a training, and what its record says of it.
  func beginning(of run: FigureRun) -> TrainingState {
    let description = run.network()
    var record = TrainingRecord(
      task: "figure1 \(run.name) \(description.notation)\(squares(run.condition))", plan: plan,
      data: [.init(name: contentsName, drawn: contents.count, validation: 0)])
    record.styles = [NetworkLibrary.name(ofPicture: style)]
    return TrainingState(description.beginning(seed: plan.seed), record)
  }

  /// What becomes of each square, for the record.
  private func squares(_ condition: FigureCondition) -> String {
    switch condition {
    case .original: ""
    case .contrast: ", each square equalized"
    case .style: ", each square through \(NetworkLibrary.name(of: restyle)) as \(otherStyle)"
    }
  }

  /// What a judge sees in the style.
  func target(_ lossNetwork: LossNetwork) throws -> StyleMoments {
    try lossNetwork.moments(ofPicture: style, size: Self.styleSide)
  }

  /// The lesson of a training. - Parameter say: takes a sentence about each file that is no picture.
  func objective(
    _ run: FigureRun, _ lossNetwork: LossNetwork, _ target: StyleMoments,
    say: @escaping (String) -> Void
  ) throws -> MultiStyleObjective {
    let description = run.network()
    let stock = PictureStock(
      contents, room: TrainingFolder.room, longestSide: Self.contentSide, say: say)
    return try MultiStyleObjective(
      Network(description, description.beginning(seed: plan.seed)),
      trained: description.trainableNames,
      contents: PictureBatches(
        stock, count: plan.batch, size: plan.crop, seed: plan.seed,
        prepare: try preparation(run.condition)),
      styles: [.moments(target)], lossNetwork: lossNetwork, seed: ~plan.seed)
  }

  /// What becomes of each square.
  ///
  /// Not of each photograph: the squares of one that has a style as a whole, sky and then grass, have
  /// not the same moments, and it is the squares that the network sees.
  private func preparation(_ condition: FigureCondition) throws -> (Picture) throws -> Picture {
    switch condition {
    case .original: return { $0 }
    case .contrast: return { $0.equalized() }
    case .style:
      return try restyler()
    }
  }

  /// Returns a function that renders squares in another style, through one cached run.
  private func restyler() throws -> (Picture) throws -> Picture {
    let pipeline = Pipeline(photographs: [], keepsActivations: false)
    var settings = RenderSettings(input: .picture(path: ""))
    let file = try pipeline.networks.file(of: restyle)
    settings.network = NetworkSettings(try NetworkSummary(file, called: restyle))
    settings.styleSize = Self.styleSide
    if settings.takesStyle {
      settings.styles = [WeightedStyle(path: try Self.bundled(otherStyle))]
    }
    return { [settings] square in try pipeline.render(square, settings) }
  }

  private var otherStyle: String {
    let own = NetworkLibrary.name(ofPicture: style)
    return Self.otherStyles.first { $0 != own } ?? own
  }

  /// A painting that comes along.
  static func bundled(_ name: String) throws -> String {
    let paths = AssetFolder.styles()
    guard let path = paths.first(where: { NetworkLibrary.name(ofPicture: $0) == name }) else {
      throw UsageError("the paintings that come along were not found; --style names another")
    }
    return path
  }
}
