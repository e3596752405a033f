// SPDX-License-Identifier: MIT

import Normalization
import TestSupport
import Testing

/// Finite values whose squares overflow or underflow.
@Suite struct OverflowTests {
  /// The scales range from squares that are 0 in Float to squares that are ∞. The last ε scales
  /// with the variance.
  @Test(arguments: [1e-36, 1e-30, 1e-20, 1e-15, 1e15, 1e19, 1e30, 5e37])
  func floatsOfEveryScaleAreWithin2e6OfTheReference(scale: Double) {
    for epsilon in [1e-5, 0, 0.01 * scale * scale] {
      expectReferenceValues(Float.self, scale: scale, epsilon: epsilon, within: 2e-6)
    }
  }

  #if arch(x86_64)
    // The reference implementation needs the exponent range of Float80 here.
    @Test(arguments: [1e-300, 1e-200, 1e-160, 1e150, 1e160, 1e200, 1e300])
    func doublesOfEveryScaleAreWithin1e12OfTheReference(scale: Double) {
      for epsilon in [1e-5, 0] {
        expectReferenceValues(Double.self, scale: scale, epsilon: epsilon, within: 1e-12)
      }
    }
  #endif

  private func expectReferenceValues<Scalar: TensorScalar>(
    _: Scalar.Type, scale: Double, epsilon: Double, within tolerance: Double
  ) {
    var (random, worst) = (SplitMix(seed: 14), Difference())
    let (gamma, beta) = ([1, -2.0], [0, 0.5])
    let affine = Affine(gamma: gamma, beta: beta)
    for shape in [Shape(3, 2, 1, 1), Shape(3, 2, 3, 5), Shape(2, 2, 40, 60)] {
      let x: Tensor<Scalar> = random.tensor(shape, mean: scale, deviation: scale)
      worst.include(
        Difference(
          of: InstanceNorm(affine, epsilon: epsilon)(x),
          from: Naive.instance(x.widened, gamma, beta, epsilon: epsilon), "instance"))
      worst.include(
        Difference(
          of: BatchNorm(affine, epsilon: epsilon)(x),
          from: Naive.batch(x.widened, gamma, beta, epsilon: epsilon), "batch"))
    }
    #expect(worst.worst <= tolerance, "\(scale), ε = \(epsilon): \(worst)")
  }

  @Test func theLargestFloatsOfBothSignsAreWithin2e6OfTheReference() {
    let largest = Float.greatestFiniteMagnitude
    for pattern in [[largest, -largest, -largest], [largest, -largest], [largest, largest, 0]] {
      let plane = Tensor(Shape(1, 1, 1, pattern.count), elements: pattern)
      let batched = Tensor(Shape(pattern.count, 1, 1, 1), elements: pattern)
      let instance = Difference(
        of: InstanceNorm(.identity(channels: 1))(plane),
        from: Naive.instance(plane.widened, [1], [0]))
      let batch = Difference(
        of: BatchNorm(.identity(channels: 1))(batched), from: Naive.batch(batched.widened, [1], [0])
      )
      #expect(instance.worst <= 2e-6, "\(instance)")
      #expect(batch.worst <= 2e-6, "\(batch)")
    }
  }

  @Test func adaptiveInstanceNormOfExtremeContentMatchesTheReference() {
    var random = SplitMix(seed: 15)
    let style: Tensor<Double> = random.tensor(Shape(1, 2, 4, 4))
    let styles = [Affine(of: style.planeMoments(), estimator: DeviationEstimator())]
    for scale in [1e-30, 1e30, 5e37] {
      let x: Tensor<Float> = random.tensor(Shape(1, 2, 5, 5), deviation: scale)
      for alpha in [0, 0.5, 1] {
        let error = Difference(
          of: AdaptiveInstanceNorm(styles: styles, alpha: alpha)(x),
          from: Naive.adaptive(x.widened, styles: [style], alpha: alpha))
        #expect(error.worst <= 2e-6, "\(error)")
      }
    }
    let huge: Tensor<Double> = random.tensor(Shape(1, 2, 5, 5), deviation: 1e200)
    let error = Difference(
      of: AdaptiveInstanceNorm(styles: styles)(huge),
      from: Naive.adaptive(huge, styles: [style]))
    #expect(error.worst <= 1e-12, "\(error)")
  }
}
