// SPDX-License-Identifier: MIT

import Normalization
import TestSupport
import Testing

/// Effect of NaN and ±∞ on their pool, and their counts.
@Suite struct NonFiniteTests {
  static let shape = Shape(2, 4, 6, 7)
  static let affine = Affine(gamma: [1, 2, -1, 0], beta: [0, 1, 2, 3])

  @Test(
    arguments: [Pool.batch, .instance, .layer, .group(2)],
    [Double.nan, .infinity, -.infinity])
  func aNonFiniteValueMakesOnlyItsPoolNaN(pool: Pool, value: Double) {
    var random = SplitMix(seed: 11)
    let clean: Tensor<Float> = random.tensor(Self.shape)
    var x = clean
    x[1, 2, 3, 4] = Float(value)
    x[1, 2, 5, 6] = Float(value)
    let norm = normalizer(pool)
    for threads in 1...3 {
      var y = Tensor<Float>(Self.shape)
      let found = norm.normalize(x, into: &y, threads: threads)
      #expect(found == NonFiniteCounts(pools: 1, values: 2))
      expectNaN(
        inside: pool.index(picture: 1, channel: 2, in: Self.shape), of: pool, y, norm(clean))
    }
  }

  private func normalizer(_ pool: Pool) -> any Normalizer {
    switch pool {
    case .batch: BatchNorm(Self.affine)
    case .instance: InstanceNorm(Self.affine)
    case .layer: LayerNorm(Self.affine)
    case .group(let groups): GroupNorm(Self.affine, groups: groups)
    }
  }

  private func expectNaN(
    inside affected: Int, of pool: Pool, _ y: Tensor<Float>, _ clean: Tensor<Float>
  ) {
    for n in 0..<Self.shape.n {
      for c in 0..<Self.shape.c {
        if pool.index(picture: n, channel: c, in: Self.shape) == affected {
          #expect(y.plane(n, c).allSatisfy { $0.isNaN }, "plane \(n), \(c)")
        } else {
          #expect(y.plane(n, c) == clean.plane(n, c), "plane \(n), \(c)")
        }
      }
    }
  }

  @Test func nonFiniteValuesOfAllPoolsAreCounted() {
    var x = Tensor<Double>(Self.shape, repeating: 1)
    for (n, c, w) in [(0, 0, 0), (0, 0, 6), (1, 3, 2)] { x[n, c, 0, w] = .nan }
    var y = x
    #expect(
      InstanceNorm(Self.affine).normalize(x, into: &y) == NonFiniteCounts(pools: 2, values: 3))
    #expect(BatchNorm(Self.affine).normalize(x, into: &y) == NonFiniteCounts(pools: 2, values: 3))
    #expect(LayerNorm(Self.affine).normalize(x, into: &y) == NonFiniteCounts(pools: 2, values: 3))
  }

  @Test func finiteTensorsHaveZeroCounts() {
    var random = SplitMix(seed: 12)
    let x: Tensor<Float> = random.tensor(Self.shape)
    var y = x
    #expect(InstanceNorm(Self.affine).normalize(x, into: &y) == NonFiniteCounts())
  }

  @Test func withRunningMomentsOnlyNonFiniteValuesThemselvesAreAffected() {
    var random = SplitMix(seed: 13)
    let clean: Tensor<Float> = random.tensor(Self.shape)
    var x = clean
    (x[0, 1, 2, 3], x[1, 0, 0, 0], x[1, 2, 0, 0]) = (.nan, .infinity, .infinity)
    let norm = BatchNorm(Self.affine, running: RunningMoments(channels: 4))
    var (y, expected) = (Tensor<Float>(Self.shape), norm(clean))
    #expect(norm.normalize(x, into: &y) == NonFiniteCounts(pools: 3, values: 3))
    #expect(y[0, 1, 2, 3].isNaN)
    #expect(y[1, 0, 0, 0] == .infinity)
    #expect(y[1, 2, 0, 0] == -.infinity, "γ is negative there")
    for (n, c, h, w) in [(0, 1, 2, 3), (1, 0, 0, 0), (1, 2, 0, 0)] {
      (y[n, c, h, w], expected[n, c, h, w]) = (0, 0)
    }
    #expect(y == expected)
  }
}
