// SPDX-License-Identifier: MIT

import Networks
import Normalization

/// Training objective for AdaIN networks, which apply any style to any content (Huang & Belongie
/// 2017). Trains the encoder and decoder, or the decoder alone.
///
/// The first `pretrainingSteps` steps train reconstruction alone: each picture is its own style.
/// Without them a training may converge to inverted brightness. If the last decoder layers come
/// from another decoder, pretraining can instead train the layers before them. In all later steps
/// one picture per batch is its own style and adds the reconstruction loss, the mean of |x − y|.
public struct AdaINObjective: PictureObjective {
  /// Kind of content target.
  public enum ContentLossKind: Equatable, Sendable {
    /// The content's features at relu4_1, which `evaluate` compares as well.
    case plain
    /// The content's features at relu4_1 after instance normalization.
    case normalized
    /// The AdaIN of the content's features at relu`level`_1 (Huang & Belongie 2017, equation 12).
    /// Later levels of the loss network are not evaluated.
    case adain(level: Int)

    /// The level of the loss network at which content is compared.
    var level: Int {
      switch self {
      case .plain, .normalized: LossNetwork.contentLevel
      case .adain(let level): level
      }
    }
  }

  private var contents: PictureBatches
  private var styles: PictureBatches
  private let contentRun, styleRun: DifferentiableRun
  private let perceptualLoss: PerceptualLoss
  private let trainsEncoder: Bool
  /// Whether the encoder's features of contents and styles equal the loss network's.
  private let reusesFeatures: Bool
  private let weights: LossWeights
  private let contentTarget: ContentLossKind
  private let pretrainingSteps: Int
  private var pretrainingObjective: FeatureInversionObjective?
  private var lastBatch: AdaINBatch?

  /// An objective for a network. Parameters that are not in `trained` stay constant.
  /// - Parameters:
  ///   - pretrainingSteps: number of initial steps that train reconstruction alone.
  ///   - pretrainsFirstDecoderLayers: whether they train the first decoder layers by feature
  ///     inversion instead.
  ///   - mayReuseFeatures: whether features of a frozen encoder that equals the loss network are
  ///     reused for the loss.
  /// - Precondition: contents and styles have batches of the same shape.
  /// - Throws: `NetworkError`.
  public init(
    _ network: Network, trained: Set<String>, contents: PictureBatches, styles: PictureBatches,
    lossNetwork: LossNetwork, contentTarget: ContentLossKind = .plain,
    weights: LossWeights = LossWeights(), pretrainingSteps: Int,
    pretrainsFirstDecoderLayers: Bool = false,
    mayReuseFeatures: Bool = true
  ) throws(NetworkError) {
    precondition(
      contents.shape == styles.shape, "\(contents.shape) and styles of \(styles.shape)")
    (self.contents, self.styles, self.weights) = (contents, styles, weights)
    (self.contentTarget, self.pretrainingSteps) = (contentTarget, pretrainingSteps)
    let level = contentTarget.level
    pretrainingObjective =
      pretrainsFirstDecoderLayers && level > 1
      ? try FeatureInversionObjective(
        from: level, input: network.description.input, network.parameters, contents.shape) : nil
    let encoder = network.description.encoderNames
    trainsEncoder = !trained.isDisjoint(with: encoder)
    contentRun = try DifferentiableRun(network, contents.shape, trained: trained)
    styleRun = try DifferentiableRun(
      network, contents.shape, encoderOnly: true, trained: trained.intersection(encoder))
    perceptualLoss = try PerceptualLoss(lossNetwork, contents.shape, level: level)
    reusesFeatures =
      mayReuseFeatures && !trainsEncoder && lossNetwork.isEncoder(of: network, to: level)
  }

  /// Generators of the content and style batches.
  public var generators: [String: UInt64] {
    get { ["contents": contents.random.state, "styles": styles.random.state] }
    set {
      contents.random = SplitMix(seed: newValue["contents"] ?? contents.random.state)
      styles.random = SplitMix(seed: newValue["styles"] ?? styles.random.state)
    }
  }

  /// Computes one step; see `TrainingObjective`.
  public mutating func gradients(
    at parameters: Parameters, step: Int, into gradients: inout ParameterGradients
  ) throws -> LossTerms {
    if step >= pretrainingSteps { pretrainingObjective = nil }
    let isInversion = pretrainingObjective != nil
    let batch = try AdaINBatch(
      &contents, &styles, ownCount: isInversion ? contents.count / 2 : reconstructedCount(step),
      usesContents: !isInversion)
    lastBatch = batch
    return try self.gradients(of: batch, at: parameters, step: step, into: &gradients)
  }

  /// Number of items that are their own style, from the first, and have a reconstruction loss.
  private func reconstructedCount(_ step: Int) -> Int {
    step < pretrainingSteps ? contents.count : 1
  }

  private func gradients(
    of batch: AdaINBatch, at parameters: Parameters, step: Int,
    into gradients: inout ParameterGradients
  ) throws -> LossTerms {
    let (x, s) = (batch.contents, batch.styles)
    if let pretrainingObjective {
      return try pretrainingObjective.gradients(of: s, at: parameters, into: &gradients)
    }
    let y = try output(at: parameters, content: x, style: s)
    var loss = LossAccumulator(y, weights)
    loss.add(
      ElementwiseLoss.meanAbsoluteError(
        y, to: x, pictures: reconstructedCount(step), weight: weights.reconstruction),
      as: .reconstruction)
    if step >= pretrainingSteps {
      let perceptual = try perceptualTerms(of: y, content: x, style: s)
      loss.add(perceptual.terms, perceptual.gradient)
    }
    try contentRun.backward(from: OutputGradients(output: loss.gradient), into: &gradients)
    if trainsEncoder {
      try styleRun.backward(
        from: OutputGradients(moments: contentRun.styleGradients), into: &gradients)
    }
    return loss.terms
  }

  private func output(
    at parameters: Parameters, content x: Tensor<Float>, style s: Tensor<Float>
  ) throws(NetworkError) -> Tensor<Float> {
    try contentRun.setParameters(parameters)
    try styleRun.setParameters(parameters)
    try styleRun.forward(s)
    try contentRun.forward(x, style: styleRun.levels)
    return contentRun.output
  }

  private func perceptualTerms(
    of y: Tensor<Float>, content x: Tensor<Float>, style s: Tensor<Float>
  ) throws(NetworkError) -> (terms: LossTerms, gradient: Tensor<Float>) {
    let moments = reusesFeatures ? styleRun.levels : try perceptualLoss.features(of: s).moments
    let features =
      reusesFeatures
      ? contentRun.features(at: contentTarget.level).tensor
      : try perceptualLoss.features(of: x).features
    let target: ContentTarget =
      switch contentTarget {
      case .plain: .plain(features)
      case .normalized: .normalized(of: features)
      case .adain(let level): .adain(features, in: moments.levels[level] ?? [])
      }
    return try perceptualLoss.loss(of: y, content: target, style: .moments(moments), weights)
  }
}

extension AdaINObjective {
  /// The content of each item, and its style unless the content is its own style.
  public var lastPictures: [[BatchPicture]] { lastBatch?.pictures ?? [] }

  /// Computes the gradients of one item; see `PictureObjective`.
  public func gradients(
    ofItem item: Int, at parameters: Parameters, step: Int, into gradients: inout ParameterGradients
  ) throws -> LossTerms {
    guard let lastBatch else { preconditionFailure("item \(item) before the first batch") }
    return try self.gradients(
      of: lastBatch.repeating(item: item), at: parameters, step: step, into: &gradients)
  }

  /// Sets the skip counts of contents and styles.
  public mutating func setSkipCounts(_ counts: [String: [String: Int]]) {
    contents.setSkipCounts(counts["contents"] ?? [:])
    styles.setSkipCounts(counts["styles"] ?? [:])
  }
}
