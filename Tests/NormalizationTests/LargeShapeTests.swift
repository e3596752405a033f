// SPDX-License-Identifier: MIT

import Normalization
import TestSupport
import Testing

/// Code paths of the kernels that small shapes do not use.
///
/// A vector has 8 values (4 Doubles), a loop iteration 4 vectors, a run 1024 values (512), a block
/// 8192, a chunk 131072, and the largest pool that stays in cache 196608 (98304).
@Suite struct LargeShapeTests {
  static let planes = [15, 16, 33, 511, 513, 1023, 1025, 2079, 8191, 8192, 8193, 20_011]

  @Test func floatIsWithin2e6OfTheReferenceForPartialVectorsAndBlocks() {
    expectPlanes(Float.self, within: 2e-6)
  }

  @Test func doubleIsWithin1e12OfTheReferenceForPartialVectorsAndBlocks() {
    expectPlanes(Double.self, within: 1e-12)
  }

  private func expectPlanes<Scalar: TensorScalar>(_: Scalar.Type, within tolerance: Double) {
    var (random, worst) = (SplitMix(seed: 2), Difference())
    for plane in Self.planes {
      for mean in [0, 1e4] {
        let x: Tensor<Scalar> = random.tensor(Shape(1, 2, 1, plane), mean: mean)
        let (gamma, beta) = (random.parameters(2), random.parameters(2))
        let y = InstanceNorm(Affine(gamma: gamma, beta: beta))(x)
        worst.include(Difference(of: y, from: Naive.instance(x.widened, gamma, beta)))
      }
    }
    print("partial vectors, \(Scalar.self): \(worst)")
    #expect(worst.worst <= tolerance, "\(worst)")
  }

  /// 400 × 400 is one chunk and a part of another; 3 planes are too few to be divided between two
  /// threads.
  @Test(arguments: [Shape(1, 3, 400, 400), Shape(2, 3, 256, 512), Shape(1, 1, 513, 513)])
  func aPlaneOfSeveralChunksMatchesTheReference(shape: Shape) {
    var random = SplitMix(seed: 3)
    let x: Tensor<Float> = random.tensor(shape, mean: 100)
    let (gamma, beta) = (random.parameters(shape.c), random.parameters(shape.c))
    let affine = Affine(gamma: gamma, beta: beta)
    let instance = Difference(
      of: InstanceNorm(affine)(x), from: Naive.instance(x.widened, gamma, beta))
    let batch = Difference(of: BatchNorm(affine)(x), from: Naive.batch(x.widened, gamma, beta))
    print("chunks: \(instance); \(batch)")
    #expect(instance.worst <= 2e-6, "\(instance)")
    #expect(batch.worst <= 2e-6, "\(batch)")
  }

  /// A pool of 4 × 200 × 200 values exceeds the cache; one plane does not.
  @Test func aPoolLargerThanTheCacheMatchesTheReference() {
    var random = SplitMix(seed: 4)
    let x: Tensor<Double> = random.tensor(Shape(2, 8, 200, 200), mean: -3)
    let (gamma, beta) = (random.parameters(8), random.parameters(8))
    let y = GroupNorm(Affine(gamma: gamma, beta: beta), groups: 2)(x)
    let error = Difference(of: y, from: Naive.group(x, groups: 2, gamma, beta))
    #expect(error.worst <= 1e-12, "\(error)")
  }
}
