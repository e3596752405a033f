// SPDX-License-Identifier: MIT

import Networks
import Normalization

/// The first layers of a decoder of VGG-19's features, by themselves.
///
/// They lead from relu`level`_1 to what the encoder had at the level before, by the mean of (x − t)²: no
/// picture is painted for it and no judge looks at one, so a step takes half of another, and each layer
/// hears of its faults from near by.
public final class FeatureInversionObjective {
  private let run: TrainingRun
  private let level: Int
  /// That of the run: sides that all pools divide, so that what grows back is as large as it was.
  private let shape: Shape

  /// A lesson over batches of one shape, of which it may leave out the last rows and columns.
  /// - Parameter parameters: those of the whole network, `NetworkDescription.adain(at: level)`.
  /// - Precondition: 2 ≤ level ≤ 4. - Throws: `NetworkError`.
  public init(
    from level: Int, input: ValueRange, _ parameters: Parameters, _ shape: Shape
  ) throws(NetworkError) {
    let description = NetworkDescription.vggHead(from: level, input: input)
    let names = description.trainableNames
    let network = try Network(description, parameters.filter { names.contains($0.key) })
    let multiple = 1 << (level - 1)
    self.shape = Shape(
      shape.n, shape.c, shape.h / multiple * multiple, shape.w / multiple * multiple)
    run = try TrainingRun(
      network, self.shape, encoderOnly: true, trained: names.filter { $0.hasPrefix("decoder.") })
    self.level = level
  }

  /// Adds the gradients of the loss over some pictures, which counts as content.
  func gradients(
    of pictures: Tensor<Float>, at parameters: Parameters, into gradients: inout ParameterGradients
  ) throws(NetworkError) -> LossTerms {
    try run.setParameters(parameters)
    try run.forward(pictures.corner(shape))
    let loss = PictureLoss.square(
      run.features(at: level + 1).tensor, to: run.features(at: level - 1).tensor, weight: 1)
    try run.backward(
      from: Cotangents(features: [level + 1: Activation(loss.gradient)]), into: &gradients)
    return [.content: loss.value]
  }
}

extension Tensor<Float> {
  /// The first rows and columns of every plane.
  fileprivate func corner(_ small: Shape) -> Tensor<Float> {
    guard small != shape else { return self }
    let values = (0..<small.n * small.c * small.h).flatMap { row in
      let start = (row / small.h * shape.h + row % small.h) * shape.w
      return elements[start..<start + small.w]
    }
    return Tensor(small, elements: values)
  }
}
