// SPDX-License-Identifier: MIT

import Networks
import Normalization

/// Objective that trains the first decoder layers alone: the mean squared error of their output,
/// from the encoder's features at relu`level`_1, against the encoder's features at the previous
/// level.
///
/// The loss network is not evaluated, so a step takes half the time, and each layer receives its
/// gradient through few other layers.
public final class FeatureInversionObjective {
  private let run: DifferentiableRun
  private let level: Int
  /// Shape of the run. Pooling divides its sides evenly, so upsampled features match the target.
  private let shape: Shape

  /// An objective for batches of one shape. Rows and columns beyond a multiple of 2^(level − 1) are
  /// cut off.
  /// - Parameter parameters: those of `NetworkDescription.adain(at: level)`.
  /// - Precondition: 2 ≤ level ≤ 4. - Throws: `NetworkError`.
  public init(
    from level: Int, input: Preprocessing, _ parameters: Parameters, _ shape: Shape
  ) throws(NetworkError) {
    let description = NetworkDescription.vggWithFirstDecoderLayers(from: level, input: input)
    let names = description.trainableNames
    let network = try Network(description, parameters.filter { names.contains($0.key) })
    let multiple = 1 << (level - 1)
    self.shape = Shape(
      shape.n, shape.c, shape.h / multiple * multiple, shape.w / multiple * multiple)
    run = try DifferentiableRun(
      network, self.shape, encoderOnly: true, trained: names.filter { $0.hasPrefix("decoder.") })
    self.level = level
  }

  /// Adds the gradients of the loss of a batch and returns the loss as the content term.
  func gradients(
    of pictures: Tensor<Float>, at parameters: Parameters, into gradients: inout ParameterGradients
  ) throws(NetworkError) -> LossTerms {
    try run.setParameters(parameters)
    try run.forward(pictures.cropped(to: shape))
    let loss = ElementwiseLoss.meanSquaredError(
      run.features(at: level + 1).tensor, to: run.features(at: level - 1).tensor, weight: 1)
    try run.backward(
      from: OutputGradients(features: [level + 1: Activation(loss.gradient)]), into: &gradients)
    return [.content: loss.value]
  }
}

extension Tensor<Float> {
  /// Returns the first rows and columns of every plane.
  fileprivate func cropped(to small: Shape) -> Tensor<Float> {
    guard small != shape else { return self }
    let values = (0..<small.n * small.c * small.h).flatMap { row in
      let start = (row / small.h * shape.h + row % small.h) * shape.w
      return elements[start..<start + small.w]
    }
    return Tensor(small, elements: values)
  }
}
