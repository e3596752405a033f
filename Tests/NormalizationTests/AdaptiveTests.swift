// SPDX-License-Identifier: MIT

import Normalization
import TestSupport
import Testing

/// Style mix α and conventions of adaptive instance normalization.
@Suite struct AdaptiveTests {
  static let style = Affine(gamma: [2, 0.5, 3], beta: [1, -1, 0])

  private func content(mean: Double = 0) -> Tensor<Float> {
    var random = SplitMix(seed: 16)
    return random.tensor(Shape(2, 3, 20, 30), mean: mean)
  }

  @Test(arguments: AdaINConvention.allCases, [0, 50, 1e4])
  func alphaZeroReturnsTheContent(convention: AdaINConvention, mean: Double) {
    let x = content(mean: mean)
    let norm = AdaptiveInstanceNorm(styles: [Self.style], alpha: 0, convention: convention)
    let error = Difference(of: norm(x), from: x.widened)
    #expect(error.worst <= 2e-7, "three roundings of the largest value: \(error)")
  }

  @Test func alphaInterpolatesContentAndResultLinearly() {
    let x = content().widened
    let full = AdaptiveInstanceNorm(styles: [Self.style])(x)
    for alpha in [0.25, 0.5, -0.5, 1.5] {
      let mixed = AdaptiveInstanceNorm(styles: [Self.style], alpha: alpha)(x)
      let expected = zip(full.elements, x.elements).map { alpha * $0 + (1 - alpha) * $1 }
      let error = Difference(of: mixed, from: Tensor(x.shape, elements: expected))
      #expect(error.worst <= 1e-13, "α = \(alpha): \(error)")
    }
  }

  @Test(arguments: AdaINConvention.allCases)
  func contentAsItsOwnStyleIsUnchanged(convention: AdaINConvention) {
    let x = content(mean: 2)
    let styles = Variant.affines(of: x, convention)
    let error = Difference(
      of: AdaptiveInstanceNorm(styles: styles, convention: convention)(x), from: x.widened)
    // `official` has ε for the content only: σ / √(σ² + ε) is 1 − ε / 2σ².
    #expect(error.worst <= (convention == .official ? 1e-5 : 2e-6), "\(error)")
  }

  @Test func everyConventionMapsTheContentMeanToTheStyleMean() {
    let x = Tensor<Double>(Shape(1, 1, 1, 3), elements: [1, 2, 3])
    for convention in AdaINConvention.allCases {
      let norm = AdaptiveInstanceNorm(
        styles: [Affine(gamma: [5], beta: [7])], convention: convention)
      #expect(norm(x)[0, 0, 0, 1] == 7)
    }
  }

  /// The variance is 0, so γ is √ε, or 0 without ε.
  @Test func gammaOfAOnePixelStyleIsTheRootOfEpsilon() {
    let style = Tensor<Float>(Shape(1, 1, 1, 1), repeating: 3)
    let gammas = AdaINConvention.allCases.map {
      Affine(of: style.planeMoments(), estimator: $0.styleEstimator(epsilon: 0.25)).channels[0]
        .gamma
    }
    #expect(gammas == [0.5, 0, 0.5])
  }

  @Test func unbiasedEstimatorDividesByNMinusOne() {
    let moments = Moments(count: 5, mean: 0, sumOfSquaredDeviations: 20)
    #expect(DeviationEstimator(.biased, epsilon: 0).deviation(of: moments) == 2)
    #expect(DeviationEstimator(.unbiased, epsilon: 4).deviation(of: moments) == 3)
    #expect(
      DeviationEstimator(.unbiased, epsilon: 0).deviation(
        of: Moments(count: 1, mean: 1, sumOfSquaredDeviations: 0)) == 0)
  }

  @Test func blendNormalizesWeightsAndMixtureDoesNot() {
    let rows = [Self.style, .identity(channels: 3)]
    let blend = AdaptiveInstanceNorm.blend(rows, weights: [3, 1])
    let mixture = Affine.mixture(rows, weights: [3, 1])
    #expect(blend == Affine(gamma: [1.75, 0.625, 2.5], beta: [0.75, -0.75, 0]))
    #expect(mixture == Affine(gamma: [7, 2.5, 10], beta: [3, -3, 0]))
  }
}
