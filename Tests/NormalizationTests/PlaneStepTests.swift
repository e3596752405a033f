// SPDX-License-Identifier: MIT

import Normalization
import TestSupport
import Testing

/// What is told of an output without looking at its values, against the output.
@Suite struct PlaneStepTests {
  static let shape = Shape(2, 4, 13, 17)
  static let affine = Affine(gamma: [2, -0.5, 0, 1], beta: [1, 0, -3, 1e3])

  private var normalizers: [any Normalizer] {
    [
      InstanceNorm(Self.affine), BatchNorm(Self.affine), LayerNorm(Self.affine),
      GroupNorm(Self.affine, groups: 2),
      BatchNorm(Self.affine, running: RunningMoments(mean: [3, 5, 4, 2], variance: [1, 2, 3, 4])),
      AdaptiveInstanceNorm(styles: [Self.affine], alpha: 0.3),
    ]
  }

  @Test(arguments: [0, 1e4]) func theOutputsMomentsAreThoseMeasured(mean: Double) {
    var random = SplitMix(seed: 32)
    let x: Tensor<Double> = random.tensor(Self.shape, mean: mean)
    let planes = x.planeMoments()
    for normalizer in normalizers {
      let steps = normalizer.steps(planes: planes, in: x.shape)
      let measured = normalizer(x).planeMoments()
      for (index, step) in steps.enumerated() {
        expectSame(step.output(of: planes[index]), measured[index], "\(normalizer.pool) \(index)")
      }
    }
  }

  private func expectSame(_ told: Moments, _ measured: Moments, _ name: String) {
    let size = measured.mean.magnitude + measured.deviation
    #expect(told.count == measured.count)
    #expect((told.mean - measured.mean).magnitude <= 1e-13 * size, "\(name)")
    #expect((told.deviation - measured.deviation).magnitude <= 1e-12 * size, "\(name)")
  }

  @Test func theLineOfAStepIsTheOutput() {
    var random = SplitMix(seed: 33)
    let x: Tensor<Double> = random.tensor(Self.shape, mean: 5)
    let norm = BatchNorm(Self.affine)
    let steps = norm.steps(planes: x.planeMoments(), in: x.shape)
    let told = (0..<x.shape.count).map { i in
      let step = steps[i / x.shape.plane]
      return step.scale * x.elements[i] + step.shift
    }
    let error = Difference(of: Tensor(x.shape, elements: told), from: norm(x))
    #expect(error.worst <= 1e-14, "\(error)")
  }

  @Test func mappedStatisticsAreThoseOfTheOutput() throws {
    var random = SplitMix(seed: 34)
    let x: Tensor<Double> = random.tensor(Self.shape, mean: 5)
    let norm = InstanceNorm(Self.affine)
    let steps = norm.steps(planes: x.planeMoments(), in: x.shape)
    let output = norm(x).statistics()
    for (index, before) in x.statistics().enumerated() {
      let told = before.mapped(by: steps[index])
      let (range, measured) = (try #require(told.range), try #require(output[index].range))
      #expect((range.lowerBound - measured.lowerBound).magnitude < 1e-12)
      #expect((range.upperBound - measured.upperBound).magnitude < 1e-12)
      #expect(try #require(told.histogram).counts.reduce(0, +) == x.shape.plane)
      #expect(told.moments.count == x.shape.plane)
    }
  }

  /// The pool of a NaN has NaN for moments, and then no value of the plane is finite.
  @Test func statisticsOfAPoolWithNaNAreMappedToNothing() {
    var x = Tensor<Float>(Shape(1, 2, 2, 2), elements: [1, 2, 3, 4, 5, 6, 7, 8])
    x[0, 0, 1, 1] = .nan
    let norm = LayerNorm(.identity(channels: 2))
    let steps = norm.steps(planes: x.planeMoments(), in: x.shape)
    let output = norm(x).statistics()
    for (index, before) in x.statistics().enumerated() {
      #expect(before.mapped(by: steps[index]) == output[index])
    }
  }
}
