// SPDX-License-Identifier: MIT

import Normalization
import TestSupport
import Testing

/// Every variant for every small shape, compared with its reference implementation.
@Suite struct EveryShapeTests {
  @Test func floatIsWithin2e6OfTheReference() {
    expectAll(Float.self, within: 2e-6, mean: 0)
  }

  @Test func doubleIsWithin1e12OfTheReference() {
    expectAll(Double.self, within: 1e-12, mean: 0)
  }

  @Test func floatIsWithin8e6OfTheReferenceForAMeanOf1e4Deviations() {
    expectAll(Float.self, within: 8e-6, mean: 1e4)
  }

  @Test func doubleIsWithin1e12OfTheReferenceForAMeanOf1e4Deviations() {
    expectAll(Double.self, within: 1e-12, mean: 1e4)
  }

  private func expectAll<Scalar: TensorScalar>(
    _: Scalar.Type, within tolerance: Double, mean: Double
  ) {
    var (random, worst) = (SplitMix(seed: 1), Difference())
    for shape in exhaustiveShapes + exhaustiveShapes {
      let x: Tensor<Scalar> = random.tensor(shape, mean: mean)
      for variant in Variant.all(for: x, mean: mean, &random) {
        worst.include(Difference(of: variant.normalizer(x), from: variant.expected, variant.name))
      }
    }
    print("every shape, \(Scalar.self), mean \(mean): \(worst)")
    #expect(worst.worst <= tolerance, "\(worst)")
  }
}
