// SPDX-License-Identifier: MIT

import Networks
import Normalization

/// Says of pictures how far they are from contents and styles, and how they should change.
public final class Examiner {
  private let run: TrainingRun
  private let level: Int

  /// An examiner of batches of one shape, who looks at content at relu`level`_1 and at nothing behind.
  /// - Throws: `NetworkError`.
  public init(_ judge: Judge, _ shape: Shape, level: Int = Judge.content) throws(NetworkError) {
    let description = NetworkDescription.vgg19(to: level, input: judge.network.description.input)
    let network = try Network(description, judge.network.parameters)
    run = try TrainingRun(network, shape, encoderOnly: true, givesPicture: true)
    self.level = level
  }

  /// What is seen in pictures: the features where content is looked at, and all levels' moments.
  public func look(at pictures: Tensor<Float>) -> (features: Tensor<Float>, levels: StyleMoments) {
    run.forward(pictures)
    return (run.features(at: level).tensor, run.levels)
  }

  /// The losses of pictures, and the gradient of their weighted sum.
  public func loss(
    of pictures: Tensor<Float>, content: ContentTarget, style: StyleMoments, _ weights: LossWeights
  ) -> (parts: LossParts, gradient: Tensor<Float>) {
    run.forward(pictures)
    let contentLoss = content.loss(run.features(at: level).tensor, weight: weights.content)
    let styleLoss = StyleLoss.loss(run.levels, to: style, weight: weights.style)
    let cotangents = Cotangents(
      features: [level: Activation(contentLoss.gradient)], moments: styleLoss.gradient)
    var none: ParameterGradients = [:]
    guard let gradient = run.backward(from: cotangents, into: &none) else {
      preconditionFailure("a run that gives the picture's gradient gave none")
    }
    return ([.content: contentLoss.value, .style: styleLoss.value], gradient)
  }
}
