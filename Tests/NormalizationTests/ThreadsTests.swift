// SPDX-License-Identifier: MIT

import Normalization
import TestSupport
import Testing

/// Independence of the result from the number of threads.
@Suite struct ThreadsTests {
  /// The shapes are processed by pool for some thread counts and by chunk for others.
  @Test(arguments: [
    Shape(2, 3, 5, 7), Shape(1, 4, 300, 300), Shape(1, 3, 400, 400), Shape(5, 4, 40, 60),
  ])
  func resultsAreBitIdenticalForOneTwoAndThreeThreads(shape: Shape) {
    var random = SplitMix(seed: 5)
    let x: Tensor<Float> = random.tensor(shape, mean: 7)
    let c = shape.c
    let affine = Affine(gamma: random.parameters(c), beta: random.parameters(c))
    let normalizers: [any Normalizer] = [
      InstanceNorm(affine), BatchNorm(affine), LayerNorm(affine), GroupNorm(affine, groups: c),
    ]
    for normalizer in normalizers {
      let one = normalized(x, normalizer, threads: 1)
      for threads in 2...3 {
        let same = normalized(x, normalizer, threads: threads) == one
        #expect(same, "\(normalizer.pool) with \(threads) threads")
      }
    }
  }

  private func normalized(
    _ x: Tensor<Float>, _ normalizer: any Normalizer, threads: Int
  ) -> [UInt32] {
    var y = Tensor<Float>(x.shape)
    normalizer.normalize(x, into: &y, threads: threads)
    return y.elements.map(\.bitPattern)
  }

  @Test(arguments: [0, 1, 2, 7])
  func parallelRunsEachIndexExactlyOnce(threads: Int) {
    var runs = [Int](repeating: 0, count: 1000)
    runs.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let buffer = buffer
      parallelFor(1000, threads: threads) { buffer[$0] += 1 }
    }
    #expect(runs == Array(repeating: 1, count: 1000))
  }

  @Test func previousContentsOfTheOutputAreIgnored() {
    var random = SplitMix(seed: 6)
    let x: Tensor<Float> = random.tensor(Shape(2, 3, 50, 60))
    let norm = InstanceNorm(.identity(channels: 3))
    var y = Tensor<Float>(x.shape, repeating: .nan)
    norm.normalize(x, into: &y)
    #expect(y == norm(x))
  }

  @Test func aTensorCanBeNormalizedInPlace() {
    var random = SplitMix(seed: 7)
    let x: Tensor<Float> = random.tensor(Shape(2, 3, 50, 60))
    let norm = BatchNorm(.identity(channels: 3))
    var y = x
    norm.normalize(y, into: &y)
    #expect(y == norm(x))
  }
}
