// SPDX-License-Identifier: MIT

import Normalization
import TestSupport
import Testing

/// Moving averages of batch normalization.
@Suite struct RunningMomentsTests {
  @Test func initialMomentsAreMeanZeroAndVarianceOne() {
    let running = RunningMoments(channels: 2)
    #expect(running.mean == [0, 0])
    #expect(running.variance == [1, 1])
    #expect(running.momentum == 0.1)
  }

  @Test func updatesUseTheUnbiasedVariance() {
    var running = RunningMoments(mean: [4], variance: [8], momentum: 0.25)
    running.update(with: [Moments(count: 3, mean: 8, sumOfSquaredDeviations: 8)])
    #expect(running.mean == [5])
    #expect(running.variance == [7], "0.75 · 8 + 0.25 · 8 / 2")
  }

  @Test func momentumOneStoresTheNewestBatch() {
    var running = RunningMoments(channels: 1, momentum: 1)
    running.update(with: [Moments(count: 2, mean: -3, sumOfSquaredDeviations: 5)])
    #expect(running.mean == [-3])
    #expect(running.variance == [5])
  }

  @Test func aBatchOfOneValueHasVarianceZero() {
    var running = RunningMoments(channels: 1, momentum: 0.5)
    running.update(with: [Moments(count: 1, mean: 2, sumOfSquaredDeviations: 0)])
    #expect(running.mean == [1])
    #expect(running.variance == [0.5])
  }

  @Test func batchNormUsesRunningMomentsUnchanged() {
    let running = RunningMoments(mean: [10], variance: [4])
    let norm = BatchNorm(Affine(gamma: [3], beta: [1]), running: running, epsilon: 0)
    let x = Tensor<Double>(Shape(2, 1, 1, 2), elements: [10, 12, 6, 10])
    #expect(norm(x).elements == [1, 4, -5, 1])
  }

  @Test func runningMomentsEqualToTheBatchMomentsGiveTheSameOutput() {
    var random = SplitMix(seed: 27)
    let x: Tensor<Double> = random.tensor(Shape(3, 2, 4, 5), mean: 6)
    let moments = Pool.batch.moments(x.planeMoments(), in: x.shape)
    let running = RunningMoments(mean: moments.map(\.mean), variance: moments.map(\.variance))
    let affine = Affine(gamma: [2, -1], beta: [0, 1])
    let error = Difference(of: BatchNorm(affine, running: running)(x), from: BatchNorm(affine)(x))
    #expect(error.worst <= 1e-14, "\(error)")
  }
}
