// SPDX-License-Identifier: MIT

import Networks
import Normalization

/// Says of pictures how far they are from contents and styles, and how they should change.
public final class PerceptualLoss {
  private let run: TrainingRun
  private let level: Int
  private var gram: [Int: GramMatrices] = [:]

  /// An examiner of batches of one shape, who looks at content at relu`level`_1 and at nothing behind.
  /// - Parameter seesGram: whether styles are compared by Gram matrices.
  /// - Throws: `NetworkError`.
  public init(
    _ lossNetwork: LossNetwork, _ shape: Shape, level: Int = LossNetwork.content,
    seesGram: Bool = false
  ) throws(NetworkError) {
    let description = NetworkDescription.vgg19(
      to: level, input: lossNetwork.network.description.input)
    let network = try Network(description, lossNetwork.network.parameters)
    run = try TrainingRun(network, shape, encoderOnly: true, inputGradient: true)
    self.level = level
    guard seesGram else { return }
    for own in 1...level { gram[own] = try GramMatrices(run.features(at: own).shape) }
  }

  /// The Gram matrices that are seen in pictures at every level.
  /// - Precondition: it sees Gram matrices.
  public func matrices(of pictures: Tensor<Float>) throws(NetworkError) -> StyleGoal {
    precondition(!gram.isEmpty, "a perceptual loss that sees no Gram matrices")
    try run.forward(pictures)
    var matrices: [Int: [[Float]]] = [:]
    for (level, gram) in gram { matrices[level] = try gram(run.features(at: level)) }
    return .gram(matrices)
  }

  /// What is seen in pictures: the features where content is looked at, and all levels' moments.
  public func look(
    at pictures: Tensor<Float>
  ) throws(NetworkError) -> (features: Tensor<Float>, levels: StyleMoments) {
    try run.forward(pictures)
    return (run.features(at: level).tensor, run.levels)
  }

  /// The losses of pictures, and the gradient of their weighted sum.
  ///
  /// The loss of Gram matrices is Σ over the levels of C² times the mean of (G − G′)²: of the means of
  /// x_i · x_j over pixels, whatever C is, so that weights are as large as those of moments.
  /// - Precondition: it sees Gram matrices where the goal is some.
  public func loss(
    of pictures: Tensor<Float>, content: ContentTarget, style: StyleGoal, _ weights: LossWeights
  ) throws(NetworkError) -> (parts: LossTerms, gradient: Tensor<Float>) {
    try run.forward(pictures)
    let contentLoss = content.loss(run.features(at: level).tensor, weight: weights.content)
    var cotangents = Cotangents(features: [level: Activation(contentLoss.gradient)])
    var value = 0.0
    switch style {
    case .moments(let target):
      let loss = StyleLoss.loss(run.levels, to: target, weight: weights.style)
      (value, cotangents.moments) = (loss.value, loss.gradient)
    case .gram(let target):
      for (level, matrices) in target.sorted(by: { $0.key < $1.key }) {
        value += try add(matrices, at: level, weights.style, to: &cotangents)
      }
    }
    var none: ParameterGradients = [:]
    guard let gradient = try run.backward(from: cotangents, into: &none) else {
      preconditionFailure("a run that gives the picture's gradient gave none")
    }
    return ([.content: contentLoss.value, .style: value], gradient)
  }

  /// The loss of a level's Gram matrices; its gradient joins what is there.
  private func add(
    _ target: [[Float]], at level: Int, _ weight: Double, to cotangents: inout Cotangents
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
