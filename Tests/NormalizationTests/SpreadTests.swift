// SPDX-License-Identifier: MIT

import TestSupport
import Testing

@testable import Normalization

/// Spread of a batch before and after normalization.
@Suite struct SpreadTests {
  /// Five pictures of three channels, each channel of each picture with different moments.
  private let x: Tensor<Double> = {
    var random = SplitMix(seed: 5)
    let shape = Shape(5, 3, 16, 16)
    let moments = (0..<shape.planeCount).map { _ in (random.normal(), 1 + random.normal().magnitude)
    }
    return Tensor(
      shape,
      elements: (0..<shape.count).map { i in
        let (mean, deviation) = moments[i / shape.planeSize]
        return mean + deviation * random.normal()
      })
  }()

  private func spread(_ x: Tensor<Double>) -> Spread {
    Spread(planes: x.planeMoments(), channels: x.shape.c)
  }

  @Test func spreadEqualsItsFormula() {
    // Two pictures, one channel: means 0 and 2, deviations 1 and 3, pooled variance 5 + 1.
    let planes = [
      Moments(count: 4, mean: 0, variance: 1), Moments(count: 4, mean: 2, variance: 9),
    ]
    let spread = Spread(planes: planes, channels: 1)
    #expect(abs(spread.means - 1 / 6.0.squareRoot()) < 1e-15)
    #expect(abs(spread.deviations - 1 / 6.0.squareRoot()) < 1e-15)
  }

  @Test func spreadIsTheRootMeanSquareOverChannels() {
    let apart = [Moments(count: 1, mean: -1, variance: 0), Moments(count: 1, mean: 1, variance: 0)]
    let equal = Moments(count: 1, mean: 7, variance: 0)
    let spread = Spread(planes: [apart[0], equal, apart[1], equal], channels: 2)
    #expect(abs(spread.means - 0.5.squareRoot()) < 1e-15)
    #expect(spread.deviations == 0)
  }

  @Test func batchNormPreservesSpreadAndInstanceNormRemovesIt() {
    let (before, identity) = (spread(x), Affine.identity(channels: 3))
    let batch = spread(BatchNorm(identity)(x))
    #expect(abs(batch.means / before.means - 1) < 1e-9)
    #expect(abs(batch.deviations / before.deviations - 1) < 1e-9)
    let instance = spread(InstanceNorm(identity, epsilon: 0)(x))
    #expect(instance.means < 1e-12 * before.means)
    #expect(instance.deviations < 1e-12 * before.deviations)
  }

  @Test(arguments: [1.0, 0.3, 0])
  func spreadOfPredictedMomentsEqualsThatOfTheOutput(_ alpha: Double) {
    let gamma = Affine(gamma: [0.5, -2, 1], beta: [3, 0, -1])
    let normalizers: [any Normalizer] = [
      BatchNorm(gamma), InstanceNorm(gamma), LayerNorm(gamma), GroupNorm(gamma, groups: 3),
      ConditionalInstanceNorm(table: [gamma], row: 0),
      AdaptiveInstanceNorm(styles: [gamma], alpha: alpha),
    ]
    let planes = x.planeMoments()
    for normalizer in normalizers {
      let transforms = normalizer.transforms(planeMoments: planes, in: x.shape)
      let mapped = zip(transforms, planes).map { $0.output(of: $1) }
      let measured = spread(normalizer(x))
      let expected = Spread(planes: mapped, channels: 3)
      #expect(abs(measured.means - expected.means) < 1e-9)
      #expect(abs(measured.deviations - expected.deviations) < 1e-9)
    }
  }

  @Test func onePictureHasZeroSpreadAndNaNPropagates() {
    #expect(Spread(planes: [Moments(count: 9, mean: 1, variance: 2)], channels: 1).means == 0)
    let bad = Moments(count: 1, mean: .nan, sumOfSquaredDeviations: .nan)
    let good = Moments(count: 1, mean: 0, variance: 1)
    #expect(Spread(planes: [bad, good], channels: 1).means.isNaN)
  }
}
