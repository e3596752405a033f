// SPDX-License-Identifier: MIT

import Networks
import Normalization
import TestSupport
import Testing
import Training

/// Gradients of losses, compared with finite differences of their values.
@Suite struct LossTests {
  private let x: Tensor<Float>
  private let target: Tensor<Float>

  init() {
    var random = SplitMix(seed: 9)
    // Values differ from 0 and 1 by at least 1/128; neighbors and targets differ by more than a
    // step.
    func tensor() -> Tensor<Float> {
      let places = (0..<72).shuffled(using: &random)
      return Tensor(Shape(2, 3, 3, 4), elements: places.map { Float($0 - 4) / 64 + 1 / 128 })
    }
    (x, target) = (tensor(), tensor().halved)
  }

  /// The largest difference between a gradient and (L(x + h) − L(x − h)) / 2h, over the largest
  /// slope.
  private func error(
    _ gradient: Tensor<Float>, _ value: (Tensor<Float>) -> Double, step: Float
  ) -> Double {
    let slopes = x.elements.indices.map { i -> Double in
      var (up, down) = (x, x)
      up.elements[i] += step
      down.elements[i] -= step
      return (value(up) - value(down)) / Double(2 * step)
    }
    let worst = zip(slopes, gradient.elements).map { abs($0 - Double($1)) }.max() ?? .nan
    return worst / (slopes.map(abs).max() ?? .nan)
  }

  @Test func meanSquaredErrorGradientMatchesFiniteDifferences() {
    let loss = ElementwiseLoss.meanSquaredError(x, to: target, weight: 3)
    // Central differences of a parabola are exact; values up to 1 are rounded to 2⁻²⁴ in Float,
    // over 2h.
    let error = error(
      loss.gradient, { 3 * ElementwiseLoss.meanSquaredError($0, to: target, weight: 0).value },
      step: 1 / 256)
    #expect(error < 1e-4, "\(error)")
  }

  @Test func meanAbsoluteErrorGradientCoversTheFirstPictureAlone() {
    let loss = ElementwiseLoss.meanAbsoluteError(x, to: target, pictures: 1, weight: 2)
    let error = error(
      loss.gradient,
      { 2 * ElementwiseLoss.meanAbsoluteError($0, to: target, pictures: 1, weight: 0).value },
      step: 1 / 1024)
    #expect(error < 1e-4, "\(error)")
    #expect(loss.gradient.elements[36...].allSatisfy { $0 == 0 })
  }

  @Test func rangeGradientIsZeroInsideTheRange() {
    let loss = ElementwiseLoss.range(x, weight: 1)
    let error = error(loss.gradient, { ElementwiseLoss.range($0, weight: 0).value }, step: 1 / 1024)
    #expect(error < 1e-4, "\(error)")
    for (value, slope) in zip(x.elements, loss.gradient.elements) where 0...1 ~= value {
      #expect(slope == 0)
    }
  }

  @Test func totalVariationComparesNeighborsWithinAPlane() {
    let loss = ElementwiseLoss.totalVariation(x, weight: 5)
    let error = error(
      loss.gradient, { 5 * ElementwiseLoss.totalVariation($0, weight: 0).value }, step: 1 / 1024)
    #expect(error < 1e-4, "\(error)")
    let flat = Tensor<Float>(Shape(2, 3, 3, 4), elements: (0..<72).map { Float($0 / 12) })
    #expect(ElementwiseLoss.totalVariation(flat, weight: 1).value == 0)
  }

  @Test func normalizedContentLossIgnoresMeansAndDeviations() {
    let goal = NormalizedContentLoss.normalize(target)
    let loss = NormalizedContentLoss.loss(x, to: goal, weight: 2)
    // Planes of 12 values within a few 64ths: third derivatives contribute h² / 6σ² = 2e-5,
    // rounding the rest.
    let error = error(
      loss.gradient, { 2 * NormalizedContentLoss.loss($0, to: goal, weight: 0).value },
      step: 1 / 256)
    #expect(error < 1e-3, "\(error)")
    let moved = Tensor<Float>(target.shape, elements: target.elements.map { 3 * $0 + 1 })
    // ε is 1e-5; variances are about 0.02 and nine times that.
    #expect(NormalizedContentLoss.loss(moved, to: goal, weight: 1).value < 1e-6)
  }

  @Test func styleGradientMatchesFiniteDifferences() {
    let moments = [1: [Moments(mean: 1, variance: 2), Moments(mean: -1, variance: 0.5)]]
    let goal = LevelMoments(levels: [1: [Moments(mean: 0.5, variance: 1)]])
    let loss = StyleLoss.loss(LevelMoments(levels: moments), to: goal, weight: 4)
    let step = 1e-5
    for plane in 0..<2 {
      func value(_ mean: Double, _ variance: Double) -> Double {
        var changed = moments
        let old = moments[1]?[plane] ?? .none
        changed[1]?[plane] = Moments(mean: old.mean + mean, variance: old.variance + variance)
        return 4 * StyleLoss.loss(LevelMoments(levels: changed), to: goal, weight: 0).value
      }
      let gradient = loss.gradient[1]?[plane] ?? MomentsGradient()
      let slopes = (value(step, 0) - value(-step, 0), value(0, step) - value(0, -step))
      // Third derivatives contribute h², rounding 2⁻⁵² / h.
      #expect(abs(slopes.0 / (2 * step) - gradient.mean) < 1e-9)
      #expect(abs(slopes.1 / (2 * step) - gradient.variance) < 1e-9)
    }
  }
}

extension Tensor<Float> {
  /// Values that are not multiples of 1/128.
  fileprivate var halved: Tensor<Float> {
    Tensor(shape, elements: elements.map { $0 / 2 + 1 / 512 })
  }
}
