// SPDX-License-Identifier: MIT

import Networks
import Normalization

/// Training objective for networks with a fixed set of styles: one row of γ and β per style
/// (Dumoulin et al. 2017), or a single style (Johnson et al. 2016, Ulyanov et al. 2016).
///
/// The content target is the content's features at relu4_1. Style targets are computed once.
public struct MultiStyleObjective: PictureObjective {
  private var contents: PictureBatches
  private var rowGenerator: SplitMix
  private let run: DifferentiableRun
  private let perceptualLoss: PerceptualLoss
  private let targets: [StyleTarget]
  private let rows: Range<Int>
  private let weights: LossWeights
  private var lastBatch: Batch?

  /// Contents, and the row of each.
  private struct Batch {
    let contents: Tensor<Float>
    let rows: [Int]
  }

  /// An objective for a network. Parameters that are not in `trained` stay constant.
  /// - Parameters:
  ///   - styles: targets of the trained rows, one per row.
  ///   - firstRow: index of the first trained row.
  ///   - seed: seed of the random row choice.
  /// - Throws: `NetworkError`.
  public init(
    _ network: Network, trained: Set<String>, contents: PictureBatches, styles: [StyleTarget],
    firstRow: Int = 0, lossNetwork: LossNetwork, weights: LossWeights = LossWeights(), seed: UInt64
  ) throws(NetworkError) {
    precondition(!styles.isEmpty && firstRow >= 0, "\(styles.count) styles from row \(firstRow)")
    (self.contents, targets, rows) = (contents, styles, firstRow..<firstRow + styles.count)
    (self.weights, rowGenerator) = (weights, SplitMix(seed: seed))
    run = try DifferentiableRun(network, contents.shape, trained: trained)
    let usesGram = styles.contains { if case .gram = $0 { true } else { false } }
    perceptualLoss = try PerceptualLoss(lossNetwork, contents.shape, usesGram: usesGram)
  }

  /// Generators of the content batches and of the row choice.
  public var generators: [String: UInt64] {
    get { ["contents": contents.random.state, "rows": rowGenerator.state] }
    set {
      contents.random = SplitMix(seed: newValue["contents"] ?? contents.random.state)
      rowGenerator = SplitMix(seed: newValue["rows"] ?? rowGenerator.state)
    }
  }

  /// Computes one step, with a random style for each picture; see `TrainingObjective`.
  public mutating func gradients(
    at parameters: Parameters, step: Int, into gradients: inout ParameterGradients
  ) throws -> LossTerms {
    let x = try contents.next(of: "contents")
    let chosen = (0..<x.shape.n).map { _ in Int.random(in: rows, using: &rowGenerator) }
    let batch = Batch(contents: x, rows: chosen)
    lastBatch = batch
    return try self.gradients(of: batch, at: parameters, into: &gradients)
  }

  private func gradients(
    of batch: Batch, at parameters: Parameters, into gradients: inout ParameterGradients
  ) throws(NetworkError) -> LossTerms {
    try run.setParameters(parameters)
    try run.forward(batch.contents, rows: batch.rows)
    let y = run.output
    var loss = LossAccumulator(y, weights)
    let perceptual = try perceptualLoss.loss(
      of: y, content: .plain(perceptualLoss.features(of: batch.contents).features),
      style: .batch(batch.rows.map { targets[$0 - rows.lowerBound] }), weights)
    loss.add(perceptual.terms, perceptual.gradient)
    try run.backward(from: OutputGradients(output: loss.gradient), into: &gradients)
    return loss.terms
  }

  /// The content of each item.
  public var lastPictures: [[BatchPicture]] { contents.lastPictures.map { [$0] } }

  /// Computes the gradients of one item; see `PictureObjective`.
  public func gradients(
    ofItem item: Int, at parameters: Parameters, step: Int, into gradients: inout ParameterGradients
  ) throws -> LossTerms {
    guard let lastBatch else { preconditionFailure("item \(item) before the first batch") }
    let batch = Batch(
      contents: lastBatch.contents.repeating(picture: item),
      rows: lastBatch.rows.map { _ in lastBatch.rows[item] })
    return try self.gradients(of: batch, at: parameters, into: &gradients)
  }

  /// Sets the skip counts of the contents.
  public mutating func setSkipCounts(_ counts: [String: [String: Int]]) {
    contents.setSkipCounts(counts["contents"] ?? [:])
  }

  /// Updates the running moments with those of the last batch.
  public func updateRunningMoments(in parameters: inout Parameters) {
    run.updateRunningMoments(in: &parameters)
  }
}

extension NetworkDescription {
  /// Returns the parameters with one more row of γ and β at every site, initialized to the mean of
  /// the existing rows: the initial values of a new style.
  /// - Precondition: the parameters belong to this network.
  public func addingStyle(to parameters: Parameters) -> Parameters {
    affineNames.reduce(into: parameters) { result, name in
      guard let old = parameters[name], let channels = old.shape.last else {
        preconditionFailure("no tensor \(name)")
      }
      let rows = old.values.count / channels
      let mean = (0..<channels).map { c in
        (0..<rows).reduce(Float(0)) { $0 + old.values[$1 * channels + c] } / Float(rows)
      }
      result[name] = Parameter([rows + 1, channels], old.values + mean)
    }
  }
}
