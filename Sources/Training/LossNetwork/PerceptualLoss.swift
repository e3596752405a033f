// SPDX-License-Identifier: MIT

import Networks
import Normalization

/// Perceptual loss of pictures against content and style targets, with its gradient with respect to
/// the pictures. It holds the buffers for one batch shape.
public final class PerceptualLoss {
  private let run: DifferentiableRun
  private let level: Int
  private var gram: [Int: GramMatrices] = [:]

  /// A perceptual loss for batches of one shape.
  /// - Parameters:
  ///   - level: content features are compared at relu`level`_1; later layers are not evaluated.
  ///   - usesGram: whether styles are compared by Gram matrices.
  /// - Throws: `NetworkError`.
  public init(
    _ lossNetwork: LossNetwork, _ shape: Shape, level: Int = LossNetwork.contentLevel,
    usesGram: Bool = false
  ) throws(NetworkError) {
    let description = NetworkDescription.vgg19(
      to: level, input: lossNetwork.network.description.input)
    let network = try Network(description, lossNetwork.network.parameters)
    run = try DifferentiableRun(network, shape, encoderOnly: true, inputGradient: true)
    self.level = level
    guard usesGram else { return }
    for level in 1...level { gram[level] = try GramMatrices(run.features(at: level).shape) }
  }

  /// Returns the Gram matrices of pictures at every level, as a style target.
  /// - Precondition: created with `usesGram`.
  public func gramMatrices(
    of pictures: Tensor<Float>
  ) throws(NetworkError) -> StyleTarget {
    precondition(!gram.isEmpty, "a perceptual loss without Gram matrices, usesGram: false")
    try run.forward(pictures)
    var matrices: [Int: [[Float]]] = [:]
    for (level, gram) in gram { matrices[level] = try gram(run.features(at: level)) }
    return .gram(matrices)
  }

  /// Returns the content features and the style moments of a batch.
  public func features(
    of pictures: Tensor<Float>
  ) throws(NetworkError) -> PictureFeatures {
    try run.forward(pictures)
    return PictureFeatures(features: run.features(at: level).tensor, moments: run.levels)
  }

  /// Returns the loss terms of pictures and the gradient of their weighted sum.
  ///
  /// The Gram term is Σ over levels of C² · mean of (G − G′)². The factor makes it independent of
  /// the number of channels C, so weights are comparable with those of the moment loss.
  /// - Precondition: created with `usesGram` if the style target has Gram matrices.
  public func loss(
    of pictures: Tensor<Float>, content: ContentTarget, style: StyleTarget, _ weights: LossWeights
  ) throws(NetworkError) -> (terms: LossTerms, gradient: Tensor<Float>) {
    try run.forward(pictures)
    let contentLoss = content.loss(run.features(at: level).tensor, weight: weights.content)
    var cotangents = OutputGradients(features: [level: Activation(contentLoss.gradient)])
    var styleValue = 0.0
    switch style {
    case .moments(let target):
      let loss = StyleLoss.loss(run.levels, to: target, weight: weights.style)
      (styleValue, cotangents.moments) = (loss.value, loss.gradient)
    case .gram(let target):
      for (level, matrices) in target.sorted(by: { $0.key < $1.key }) {
        styleValue += try addGramLoss(to: matrices, at: level, weights.style, &cotangents)
      }
    }
    var noParameters: ParameterGradients = [:]
    guard let gradient = try run.backward(from: cotangents, into: &noParameters) else {
      preconditionFailure("no picture gradient at level \(level)")
    }
    return ([.content: contentLoss.value, .style: styleValue], gradient)
  }

  /// Returns the Gram loss of one level and adds its gradient to the cotangents.
  private func addGramLoss(
    to target: [[Float]], at level: Int, _ weight: Double, _ cotangents: inout OutputGradients
  ) throws(NetworkError) -> Double {
    guard let gram = gram[level] else { preconditionFailure("no Gram matrices at level \(level)") }
    let x = run.features(at: level)
    let squares = Double(x.shape.c * x.shape.c)
    let loss = GramLoss.loss(try gram(x), to: target, weight: weight * squares)
    let gradient = try gram.gradient(loss.gradient, at: x)
    if let other = cotangents.features[level]?.tensor {
      var sum = gradient.tensor
      for i in sum.elements.indices { sum.elements[i] += other.elements[i] }
      cotangents.features[level] = Activation(sum)
    } else {
      cotangents.features[level] = gradient
    }
    return squares * loss.value
  }
}
