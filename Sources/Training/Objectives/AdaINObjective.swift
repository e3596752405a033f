// SPDX-License-Identifier: MIT

import Networks
import Normalization

/// Any content in any style: an AdaIN network, whole or its decoder alone (Huang & Belongie 2017).
///
/// The first steps may ask for nothing but each picture back with itself as its style; otherwise a run
/// may settle in inverted light. A decoder that has its last layers from another can be taught the layers
/// before them instead. Later one picture of a batch keeps itself as style, by the mean of |x − y|.
public struct AdaINObjective: TrainingObjective {
  private var contents: PictureBatches
  private var styles: PictureBatches
  private let content, style: TrainingRun
  private let perceptualLoss: PerceptualLoss
  private let learnsEncoder: Bool
  /// Whether the encoder saw what the judge would see in contents and styles.
  private let isJudged: Bool
  private let weights: LossWeights
  private let aim: Aim
  private let opening: Int
  private var head: FeatureInversionObjective?

  /// A lesson for a network; what is not in `trained` stays.
  /// - Parameters:
  ///   - opening: the first steps that ask for each picture back.
  ///   - opensWithHead: whether they teach the first layers of the aim's level instead.
  ///   - maySkip: whether an encoder that is the judge itself, and stays, looks in its place.
  /// - Precondition: contents and styles come in batches of one shape.
  /// - Throws: `NetworkError`.
  public init(
    _ network: Network, trained: Set<String>, contents: PictureBatches, styles: PictureBatches,
    lossNetwork: LossNetwork, aim: Aim = .own, weights: LossWeights = LossWeights(), opening: Int,
    opensWithHead: Bool = false, maySkip: Bool = true
  ) throws(NetworkError) {
    precondition(
      contents.shape == styles.shape, "\(contents.shape) and styles of \(styles.shape)")
    (self.contents, self.styles, self.weights) = (contents, styles, weights)
    (self.aim, self.opening) = (aim, opening)
    head =
      opensWithHead && aim.level > 1
      ? try FeatureInversionObjective(
        from: aim.level, input: network.description.input, network.parameters, contents.shape) : nil
    let encoder = network.description.encoderNames
    learnsEncoder = !trained.isDisjoint(with: encoder)
    content = try TrainingRun(network, contents.shape, trained: trained)
    style = try TrainingRun(
      network, contents.shape, encoderOnly: true, trained: trained.intersection(encoder))
    perceptualLoss = try PerceptualLoss(lossNetwork, contents.shape, level: aim.level)
    isJudged = maySkip && !learnsEncoder && lossNetwork.isEncoder(of: network, to: aim.level)
  }

  /// Those of contents and styles.
  public var generators: [String: UInt64] {
    get { ["contents": contents.random.state, "styles": styles.random.state] }
    set {
      contents.random = SplitMix(seed: newValue["contents"] ?? contents.random.state)
      styles.random = SplitMix(seed: newValue["styles"] ?? styles.random.state)
    }
  }

  /// A step over a batch; see `TrainingObjective`.
  public mutating func gradients(
    at parameters: Parameters, step: Int, into gradients: inout ParameterGradients
  ) throws -> LossTerms {
    let (x, other) = (try contents.next(), try styles.next())
    let isOpening = step < opening
    if !isOpening { head = nil }
    if let head {
      let both = other.withFirst(x.shape.n / 2, of: x)
      return try head.gradients(of: both, at: parameters, into: &gradients)
    }
    let own = isOpening ? x.shape.n : 1
    let s = other.withFirst(own, of: x)
    try content.setParameters(parameters)
    try style.setParameters(parameters)
    try style.forward(s)
    try content.forward(x, style: style.levels)
    let y = content.output
    var marks = PictureMarks(y, weights)
    marks.add(PictureLoss.absolute(y, to: x, pictures: own, weight: weights.own), as: .own)
    if !isOpening {
      let evaluated = try examine(y, content: x, style: s)
      marks.add(evaluated.parts, evaluated.gradient)
    }
    try content.backward(from: Cotangents(output: marks.gradient), into: &gradients)
    if learnsEncoder {
      try style.backward(from: Cotangents(moments: content.styleGradients), into: &gradients)
    }
    return marks.parts
  }

  private func examine(
    _ y: Tensor<Float>, content x: Tensor<Float>, style s: Tensor<Float>
  ) throws(NetworkError) -> (parts: LossTerms, gradient: Tensor<Float>) {
    let goal = isJudged ? style.levels : try perceptualLoss.look(at: s).levels
    let own =
      isJudged ? content.features(at: aim.level).tensor : try perceptualLoss.look(at: x).features
    let target: ContentTarget =
      switch aim {
      case .own: .plain(own)
      case .normalized: .normalized(of: own)
      case .adain(let level): .adain(own, in: goal.levels[level] ?? [])
      }
    return try perceptualLoss.loss(of: y, content: target, style: .moments(goal), weights)
  }
}

extension Tensor<Float> {
  /// The batch with its first pictures out of another.
  fileprivate func withFirst(_ count: Int, of other: Tensor<Float>) -> Tensor<Float> {
    var result = self
    let end = count * shape.c * shape.plane
    result.elements.replaceSubrange(0..<end, with: other.elements[0..<end])
    return result
  }
}
