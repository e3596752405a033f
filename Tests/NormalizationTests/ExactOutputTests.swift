// SPDX-License-Identifier: MIT

import Normalization
import TestSupport
import Testing

/// Cases in which the output must equal the formula exactly.
@Suite struct ExactOutputTests {
  static let beta = [0.7, -3, 0, 1e-3]
  static let affine = Affine(gamma: [2, -1.5, 0.3, 0], beta: beta)
  static let shape = Shape(2, 4, 5, 9)

  /// A tensor of each channel's β.
  private func betas<Scalar: TensorScalar>(_ shape: Shape) -> Tensor<Scalar> {
    Tensor(
      shape, elements: (0..<shape.count).map { Scalar(Self.beta[$0 / shape.planeSize % shape.c]) })
  }

  private var measuringNormalizers: [any Normalizer] {
    [
      InstanceNorm(Self.affine), GroupNorm(Self.affine, groups: 4), BatchNorm(Self.affine),
      GroupNorm(Self.affine, groups: 2), LayerNorm(Self.affine),
      ConditionalInstanceNorm(table: [Self.affine], row: 0),
      AdaptiveInstanceNorm(styles: [Self.affine]),
      AdaptiveInstanceNorm(styles: [Self.affine], convention: .pytorch),
    ]
  }

  @Test func aSinglePixelBecomesBeta() {
    var random = SplitMix(seed: 8)
    let x: Tensor<Float> = random.tensor(Shape(3, 4, 1, 1), mean: 5)
    for normalizer in measuringNormalizers where normalizer.pool == .instance {
      #expect(normalizer(x) == betas(x.shape))
    }
    #expect(InstanceNorm(Self.affine)(x.widened) == betas(x.shape))
  }

  @Test(arguments: [0.1, -1e30, 12345.678, 0])
  func aConstantBecomesBetaForEveryPool(value: Double) {
    for normalizer in measuringNormalizers {
      #expect(normalizer(Tensor<Float>(Self.shape, repeating: Float(value))) == betas(Self.shape))
      #expect(normalizer(Tensor<Double>(Self.shape, repeating: value)) == betas(Self.shape))
    }
  }

  /// Without ε the formula is 0/0; its limit for ε → 0 is β.
  @Test func aConstantBecomesBetaWithoutEpsilon() {
    let norm = InstanceNorm(Self.affine, epsilon: 0)
    #expect(norm(Tensor<Float>(Self.shape, repeating: 0.1)) == betas(Self.shape))
    #expect(norm(Tensor<Double>(Self.shape, repeating: 0)) == betas(Self.shape))
  }

  @Test func theOutputIsBetaIfGammaIsZero() {
    var random = SplitMix(seed: 9)
    let x: Tensor<Float> = random.tensor(Self.shape, mean: 100)
    let flat = Affine(gamma: [0, 0, 0, 0], beta: Self.beta)
    let running = RunningMoments(mean: [1, 2, 3, 4], variance: [1, 2, 3, 4])
    let normalizers: [any Normalizer] = [
      InstanceNorm(flat), BatchNorm(flat), LayerNorm(flat), BatchNorm(flat, running: running),
    ]
    for normalizer in normalizers { #expect(normalizer(x) == betas(Self.shape)) }
  }

  @Test func batchNormOfOnePictureEqualsInstanceNorm() {
    expectSame(BatchNorm(Self.affine), InstanceNorm(Self.affine), pictures: 1)
  }

  @Test func groupNormWithAGroupPerChannelEqualsInstanceNorm() {
    expectSame(GroupNorm(Self.affine, groups: 4), InstanceNorm(Self.affine), pictures: 3)
  }

  @Test func groupNormWithOneGroupEqualsLayerNorm() {
    expectSame(GroupNorm(Self.affine, groups: 1), LayerNorm(Self.affine), pictures: 3)
  }

  @Test func aRowEqualsTheMixtureWithOneNonzeroWeight() {
    let table = [Self.affine, .identity(channels: 4), Affine(gamma: Self.beta, beta: Self.beta)]
    for row in 0..<3 {
      let weights = (0..<3).map { $0 == row ? 1.0 : 0 }
      expectSame(
        ConditionalInstanceNorm(table: table, row: row),
        ConditionalInstanceNorm(table: table, weights: weights), pictures: 2)
    }
  }

  @Test func conditionalInstanceNormWithOneRowEqualsInstanceNorm() {
    expectSame(
      ConditionalInstanceNorm(table: [Self.affine], row: 0), InstanceNorm(Self.affine), pictures: 2)
  }

  private func expectSame(_ a: any Normalizer, _ b: any Normalizer, pictures: Int) {
    var random = SplitMix(seed: 10)
    let x: Tensor<Float> = random.tensor(Shape(pictures, 4, 33, 71), mean: 3)
    #expect(a(x) == b(x))
    #expect(a(x.widened) == b(x.widened))
  }
}
