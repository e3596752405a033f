// SPDX-License-Identifier: MIT

import Normalization
import TestSupport
import Testing

/// Gradients for a random cotangent, compared with the reference implementation and with finite
/// differences. (The losses Σy and Σy² would have almost zero gradients.)
@Suite struct BackwardTests {
  /// The error of dx relative to the largest |γ · dy| / √(σ² + ε), the size of its terms.
  private func error<Scalar>(
    _ found: Tensor<Scalar>, _ expected: Tensor<Double>, _ normalizer: any Normalizer,
    _ x: Tensor<Scalar>, _ dy: Tensor<Scalar>
  ) -> Double {
    let transforms = normalizer.transforms(planeMoments: x.planeMoments(), in: x.shape)
    let largest = dy.elements.enumerated().reduce(0) { largest, pair in
      max(largest, abs(transforms[pair.offset / x.shape.planeSize].scale * Double(pair.element)))
    }
    let worst = zip(found.elements, expected.elements).reduce(0) {
      max($0, abs(Double($1.0) - $1.1))
    }
    return worst == 0 ? 0 : worst / largest
  }

  private func expectReferenceGradients<Scalar: TensorScalar>(
    _: Scalar.Type, within tolerance: Double, mean: Double = 0
  ) {
    var (random, worst) = (SplitMix(seed: 2), 0.0)
    for shape in exhaustiveShapes + [Shape(2, 4, 17, 33)] {
      let x: Tensor<Scalar> = random.tensor(shape, mean: mean)
      let dy: Tensor<Scalar> = random.tensor(shape)
      let gamma = (0..<shape.c).map { _ in 1 + random.normal() }
      let affine = Affine(gamma: gamma, beta: gamma)
      let all: [any Normalizer] = [
        BatchNorm(affine), InstanceNorm(affine), LayerNorm(affine),
        GroupNorm(affine, groups: shape.c % 2 == 0 ? 2 : 1),
      ]
      for normalizer in all {
        let expected = Naive.gradients(x.widened, dy.widened, normalizer.pool, gamma)
        let found = normalizer.backward(dy, at: x)
        worst = max(worst, error(found.dx, expected.dx, normalizer, x, dy))
        for (c, gradient) in found.channels.enumerated() {
          let size = Double(shape.n * shape.planeSize)
          worst = max(worst, abs(gradient.gamma - expected.gamma[c]) / size)
          worst = max(worst, abs(gradient.beta - expected.beta[c]) / size)
        }
      }
    }
    #expect(worst <= tolerance, "\(worst)")
  }

  @Test func floatIsWithin4e6OfTheReference() { expectReferenceGradients(Float.self, within: 4e-6) }

  @Test func doubleIsWithin1e12OfTheReference() {
    expectReferenceGradients(Double.self, within: 1e-12)
  }

  /// x̂ has the error of 1e4 roundings of x here.
  @Test func doubleIsWithin1e11OfTheReferenceForAMeanOf1e4Deviations() {
    expectReferenceGradients(Double.self, within: 1e-11, mean: 1e4)
  }

  /// Central differences along a random direction, for all small shapes. Their error is h² times
  /// the third derivative, which is large for pools of few values; `FiniteDifferenceTests` derives
  /// tight tolerances for larger pools.
  @Test func dxOfEveryVariantMatchesCentralDifferencesForAllShapes() {
    var (random, worst) = (SplitMix(seed: 3), 0.0)
    let h = 1e-5
    for shape in exhaustiveShapes where shape.planeSize > 3 {
      let x: Tensor<Double> = random.tensor(shape)
      let cotangent: Tensor<Double> = random.tensor(shape)
      let direction: Tensor<Double> = random.tensor(shape)
      for variant in Variant.all(for: x, &random) {
        func value(_ t: Double) -> Double {
          let moved = zip(x.elements, direction.elements).map { $0 + t * $1 }
          let y = variant.normalizer(Tensor(shape, elements: moved))
          return dot(y, cotangent)
        }
        let found = dot(variant.normalizer.backward(cotangent, at: x).dx, direction)
        let expected = (value(h) - value(-h)) / (2 * h)
        let size = max(abs(expected), 0.1)
        worst = max(worst, abs(found - expected) / size)
      }
    }
    #expect(worst <= 1e-3, "\(worst)")
  }

  @Test func gradientsOfTheStyleMatchDifferences() {
    var random = SplitMix(seed: 4)
    let x: Tensor<Double> = random.tensor(Shape(2, 3, 4, 5))
    let cotangent: Tensor<Double> = random.tensor(x.shape)
    let styles = (0..<2).map { _ in
      Affine(gamma: random.parameters(3), beta: random.parameters(3))
    }
    for plane in 0..<6 {
      func value(_ gamma: Double, _ beta: Double) -> Double {
        var moved = styles
        moved[plane / 3].channels[plane % 3].gamma += gamma
        moved[plane / 3].channels[plane % 3].beta += beta
        return dot(AdaptiveInstanceNorm(styles: moved, alpha: 0.7)(x), cotangent)
      }
      let found = AdaptiveInstanceNorm(styles: styles, alpha: 0.7).backward(cotangent, at: x)
      // y is affine in γ and β, so differences have rounding errors only.
      #expect(abs(found.planes[plane].gamma - (value(1, 0) - value(0, 0))) < 1e-9)
      #expect(abs(found.planes[plane].beta - (value(0, 1) - value(0, 0))) < 1e-9)
    }
  }

  @Test func dxIsZeroForConstantInputWithoutEpsilon() {
    let x = Tensor<Float>(Shape(1, 2, 3, 3), repeating: 7)
    let dy = Tensor<Float>(x.shape, elements: (0..<18).map(Float.init))
    let found = InstanceNorm(.identity(channels: 2), epsilon: 0).backward(dy, at: x)
    #expect(found.dx.elements.allSatisfy { $0 == 0 })
    #expect(found.planes.map(\.beta) == [36, 117])
  }

  private func dot(_ a: Tensor<Double>, _ b: Tensor<Double>) -> Double {
    zip(a.elements, b.elements).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
