// SPDX-License-Identifier: MIT

import Networks
import Normalization

/// Any content in one of a few styles, each with a row of γ and β (Dumoulin et al. 2017), or in the one
/// style that a network has (Johnson et al. 2016, Ulyanov et al. 2016).
///
/// Contents aim at their own relu4_1. What the styles' moments or Gram matrices are is found out once.
public struct MultiStyleObjective: TrainingObjective {
  private var contents: PictureBatches
  private var choice: SplitMix
  private let run: TrainingRun
  private let perceptualLoss: PerceptualLoss
  private let targets: [StyleGoal]
  private let rows: Range<Int>
  private let weights: LossWeights

  /// A lesson for a network; what is not in `trained` stays.
  /// - Parameters:
  ///   - styles: what a judge saw in the styles' pictures, one for each row that is learned.
  ///   - first: the row of the first.
  /// - Throws: `NetworkError`.
  public init(
    _ network: Network, trained: Set<String>, contents: PictureBatches, styles: [StyleGoal],
    first: Int = 0, lossNetwork: LossNetwork, weights: LossWeights = LossWeights(), seed: UInt64
  ) throws(NetworkError) {
    precondition(!styles.isEmpty && first >= 0, "\(styles.count) styles from row \(first)")
    (self.contents, targets, rows) = (contents, styles, first..<first + styles.count)
    (self.weights, choice) = (weights, SplitMix(seed: seed))
    run = try TrainingRun(network, contents.shape, trained: trained)
    let seesGram = styles.contains { if case .gram = $0 { true } else { false } }
    perceptualLoss = try PerceptualLoss(lossNetwork, contents.shape, seesGram: seesGram)
  }

  /// Those of contents and of rows.
  public var generators: [String: UInt64] {
    get { ["contents": contents.random.state, "rows": choice.state] }
    set {
      contents.random = SplitMix(seed: newValue["contents"] ?? contents.random.state)
      choice = SplitMix(seed: newValue["rows"] ?? choice.state)
    }
  }

  /// A step over a batch, each picture in any style; see `TrainingObjective`.
  public mutating func gradients(
    at parameters: Parameters, step: Int, into gradients: inout ParameterGradients
  ) throws -> LossTerms {
    let x = try contents.next()
    let chosen = (0..<x.shape.n).map { _ in Int.random(in: rows, using: &choice) }
    try run.setParameters(parameters)
    try run.forward(x, rows: chosen)
    let y = run.output
    var marks = PictureMarks(y, weights)
    let evaluated = try perceptualLoss.loss(
      of: y, content: .plain(perceptualLoss.look(at: x).features),
      style: .batch(chosen.map { targets[$0 - rows.lowerBound] }), weights)
    marks.add(evaluated.parts, evaluated.gradient)
    try run.backward(from: Cotangents(output: marks.gradient), into: &gradients)
    return marks.parts
  }

  /// Running moments follow the batch.
  public func follow(_ parameters: inout Parameters) { run.updateRunningMoments(in: &parameters) }
}
