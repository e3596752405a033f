// SPDX-License-Identifier: MIT

import Normalization
import TestSupport
import Testing

/// Statistics of values whose squares overflow or underflow.
@Suite struct ScaleTests {
  static let doubleScales = [1e-300, 1e-200, 1e-160, 1e-9, 1, 1e150, 1e160, 1e200, 1e300]
  static let floatScales = [1e-36, 1e-25, 1e-20, 1, 1e19, 1e30, 1e36]
  private static let shape = Shape(2, 3, 40, 60)

  /// The same normal values, multiplied by a scale.
  private func tensor<Scalar: TensorScalar>(_ scale: Double, mean: Double = 0) -> Tensor<Scalar> {
    var random = SplitMix(seed: 70)
    let values = (0..<Self.shape.count).map { _ in Scalar((mean + random.normal()) * scale) }
    return Tensor(Self.shape, elements: values)
  }

  private func expectScaled(
    _ found: [Moments], _ expected: [Moments], by scale: Double, within tolerance: Double
  ) {
    for (found, expected) in zip(found, expected) {
      #expect(found.count == expected.count)
      #expect((found.mean / scale - expected.mean).magnitude <= tolerance)
      #expect((found.deviation / scale - expected.deviation).magnitude <= tolerance)
    }
  }

  @Test(arguments: doubleScales) func deviationsOfDoublesScaleWithTheValues(scale: Double) {
    let (plain, scaled): (Tensor<Double>, Tensor<Double>) = (tensor(1), tensor(scale))
    let expected = plain.planeMoments()
    expectScaled(scaled.planeMoments(), expected, by: scale, within: 1e-14)
    expectScaled(scaled.statistics().map(\.moments), expected, by: scale, within: 1e-14)
    let batch = plain.statistics(over: .batch).map(\.moments)
    expectScaled(
      scaled.statistics(over: .batch).map(\.moments), batch, by: scale, within: 1e-14)
    expectScaled(
      Pool.batch.moments(scaled.planeMoments(), in: Self.shape), batch, by: scale, within: 1e-14)
  }

  @Test(arguments: floatScales) func deviationsOfFloatsScaleWithTheValues(scale: Double) {
    let (plain, scaled): (Tensor<Float>, Tensor<Float>) = (tensor(1), tensor(scale))
    let expected = plain.planeMoments()
    // The values are rounded to 24 bits.
    expectScaled(scaled.planeMoments(), expected, by: scale, within: 1e-7)
    expectScaled(scaled.statistics().map(\.moments), expected, by: scale, within: 1e-7)
  }

  @Test func aDeviationIsMeasuredBesideAMeanOfEveryScale() {
    for scale in [1e-160, 1, 1e160] {
      let (plain, scaled): (Tensor<Double>, Tensor<Double>) = (
        tensor(1, mean: 1e8), tensor(scale, mean: 1e8)
      )
      expectScaled(scaled.planeMoments(), plain.planeMoments(), by: scale, within: 1e-6)
    }
  }

  @Test func momentsOfPlanesWithDistantMeansAreJoined() {
    for scale in [1e-200, 1, 1e200] {
      let planes = [0, 3, 3, 0].map {
        Moments(count: 5, mean: $0 * scale, sumOfSquaredDeviations: 0)
      }
      let all = Moments.pooled(planes)
      #expect((all.mean / scale - 1.5).magnitude < 1e-15)
      #expect((all.deviation / scale - 1.5).magnitude < 1e-15)
    }
    let mixed: [Tensor<Double>] = [tensor(1e-200), tensor(1e200), tensor(1)]
    let all = Moments.pooled(mixed.flatMap { $0.planeMoments() })
    let large = Moments.pooled(mixed[1].planeMoments())
    #expect((all.deviation / large.deviation - (1.0 / 3).squareRoot()).magnitude < 1e-3)
  }

  /// The statistics that the explorer displays are predicted from those of the content.
  @Test(arguments: doubleScales) func predictedStatisticsEqualThoseOfTheOutput(scale: Double) {
    let x: Tensor<Double> = tensor(scale, mean: 2)
    let affine = Affine(gamma: [1, -2, 0.5], beta: [0, 3, -1])
    for norm: any Normalizer in [
      InstanceNorm(affine, epsilon: 0), BatchNorm(affine, epsilon: 0), LayerNorm(affine),
    ] {
      let transforms = norm.transforms(planeMoments: x.planeMoments(), in: x.shape)
      let output = norm(x).statistics()
      for (index, before) in x.statistics().enumerated() {
        let (found, expected) = (before.mapped(by: transforms[index]), output[index])
        #expect((found.moments.mean - expected.moments.mean).magnitude < 1e-12)
        #expect((found.moments.deviation - expected.moments.deviation).magnitude < 1e-12)
        #expect(found.nonFinite == 0 && expected.nonFinite == 0)
      }
    }
  }

  @Test func estimatorsAddEpsilonToVariancesThatOverflowOrUnderflow() {
    let (tiny, huge): (Tensor<Double>, Tensor<Double>) = (tensor(1e-200), tensor(1e200))
    let small = tiny.planeMoments()[0]
    let large = huge.planeMoments()[0]
    #expect(DeviationEstimator(epsilon: 1e-4).deviation(of: small) == 0.01)
    #expect(DeviationEstimator(epsilon: 0).deviation(of: small) == small.deviation)
    #expect(DeviationEstimator(epsilon: 1e-5).deviation(of: large) == large.deviation)
    let n = Double(large.count)
    let unbiased = DeviationEstimator(.unbiased, epsilon: 0).deviation(of: large)
    #expect((unbiased / large.deviation - (n / (n - 1)).squareRoot()).magnitude < 1e-14)
  }

  @Test func momentsOfNonFiniteValuesStayNonFinite() {
    var x: Tensor<Double> = tensor(1e200)
    x[0, 0, 1, 1] = .nan
    x[0, 1, 1, 1] = .infinity
    let moments = x.planeMoments()
    #expect(!moments[0].isFinite && !moments[1].isFinite && moments[2].isFinite)
    #expect(x.statistics()[0].moments.isFinite, "statistics include finite values only")
  }
}
