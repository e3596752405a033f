// SPDX-License-Identifier: MIT

import Networks
import Normalization
import TestSupport
import Testing

/// Conversion, copies and transforms of activations.
@Suite struct ActivationTests {
  var random = SplitMix(seed: 13)

  @Test mutating func convertingToBlocksAndBackPreservesTensors() {
    for channels in [1, 3, 15, 16, 17, 40] {
      let x: Tensor<Float> = random.tensor(Shape(2, channels, 3, 5))
      #expect(Activation(x).tensor == x)
      #expect(Activation(x).copy().tensor == x)
    }
  }

  @Test mutating func transformsOfBlocksEqualTransformsOfPlanes() {
    let x: Tensor<Float> = random.tensor(Shape(2, 17, 4, 6), mean: 3)
    let norm = InstanceNorm(
      Affine(gamma: random.parameters(17), beta: random.parameters(17)))
    let steps = norm.transforms(planeMoments: x.planeMoments(), in: x.shape)
    let difference = Difference(
      of: Activation(x).applying(steps).tensor, from: norm(x).widened)
    // The same formula; a fused multiply-add rounds once instead of twice.
    #expect(difference.worst <= 2e-7, "\(difference)")
  }

  @Test mutating func aCopyIsUnchangedByTheNextForwardPass() throws {
    let description = NetworkDescription.vgg19(to: 1)
    let run = try DifferentiableRun(
      try Network(description, description.randomParameters()), Shape(1, 3, 6, 6),
      encoderOnly: true)
    try run.forward(random.tensor(Shape(1, 3, 6, 6)))
    let (view, copy) = (run.features(at: 1), run.features(at: 1).copy())
    let before = copy.tensor
    #expect(view.tensor == before)
    try run.forward(random.tensor(Shape(1, 3, 6, 6)))
    #expect(copy.tensor == before)
    #expect(view.tensor != before)
  }
}
