// SPDX-License-Identifier: MIT

import Normalization
import TestSupport
import Testing

/// Mixtures of a normalization and its input.
@Suite struct MixedNormTests {
  static let affine = PlaneTransformTests.affine

  @Test(arguments: [0, 0.25, -0.5, 1, 1.5])
  func outputIsTheLinearMixtureOfInputAndBase(alpha: Double) {
    var random = SplitMix(seed: 61)
    let x: Tensor<Double> = random.tensor(PlaneTransformTests.shape, mean: 3)
    let running = RunningMoments(mean: [3, 5, 4, 2], variance: [1, 2, 3, 4])
    let bases: [any Normalizer] = [
      InstanceNorm(Self.affine), BatchNorm(Self.affine), LayerNorm(Self.affine),
      GroupNorm(Self.affine, groups: 2), BatchNorm(Self.affine, running: running),
    ]
    for base in bases {
      let mixed = zip(base(x).elements, x.elements).map { alpha * $0 + (1 - alpha) * $1 }
      let error = Difference(
        of: MixedNorm(base, alpha: alpha)(x), from: Tensor(x.shape, elements: mixed))
      #expect(error.worst <= 1e-13, "\(base.pool), α = \(alpha): \(error)")
    }
  }

  @Test(arguments: AdaINConvention.allCases)
  func mixedInstanceNormWithAStyleEqualsAdaptiveInstanceNorm(
    convention: AdaINConvention
  ) {
    var random = SplitMix(seed: 62)
    let x: Tensor<Float> = random.tensor(PlaneTransformTests.shape)
    var instance = InstanceNorm(Self.affine)
    instance.estimator = convention.contentEstimator(epsilon: 1e-5)
    let adaptive = AdaptiveInstanceNorm(
      styles: [Self.affine], alpha: 0.3, convention: convention)
    #expect(MixedNorm(instance, alpha: 0.3)(x) == adaptive(x))
  }
}
