// SPDX-License-Identifier: MIT

import Normalization
import TestSupport
import Testing

/// Moments and statistics predicted from a transform, compared with those of the output.
@Suite struct PlaneTransformTests {
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

  @Test(arguments: [0, 1e4]) func predictedMomentsEqualMeasuredMoments(mean: Double) {
    var random = SplitMix(seed: 32)
    let x: Tensor<Double> = random.tensor(Self.shape, mean: mean)
    let planes = x.planeMoments()
    for normalizer in normalizers {
      let transforms = normalizer.transforms(planeMoments: planes, in: x.shape)
      let measured = normalizer(x).planeMoments()
      for (index, transform) in transforms.enumerated() {
        expectSame(
          transform.output(of: planes[index]), measured[index], "\(normalizer.pool) \(index)")
      }
    }
  }

  private func expectSame(_ predicted: Moments, _ measured: Moments, _ name: String) {
    let size = measured.mean.magnitude + measured.deviation
    #expect(predicted.count == measured.count)
    #expect((predicted.mean - measured.mean).magnitude <= 1e-13 * size, "\(name)")
    #expect((predicted.deviation - measured.deviation).magnitude <= 1e-12 * size, "\(name)")
  }

  @Test func scaleTimesXPlusShiftIsTheOutput() {
    var random = SplitMix(seed: 33)
    let x: Tensor<Double> = random.tensor(Self.shape, mean: 5)
    let norm = BatchNorm(Self.affine)
    let transforms = norm.transforms(planeMoments: x.planeMoments(), in: x.shape)
    let predicted = (0..<x.shape.count).map { i in
      let transform = transforms[i / x.shape.planeSize]
      return transform.scale * x.elements[i] + transform.shift
    }
    let error = Difference(of: Tensor(x.shape, elements: predicted), from: norm(x))
    #expect(error.worst <= 1e-14, "\(error)")
  }

  @Test func mappedStatisticsEqualThoseOfTheOutput() throws {
    var random = SplitMix(seed: 34)
    let x: Tensor<Double> = random.tensor(Self.shape, mean: 5)
    let norm = InstanceNorm(Self.affine)
    let transforms = norm.transforms(planeMoments: x.planeMoments(), in: x.shape)
    let output = norm(x).statistics()
    for (index, before) in x.statistics().enumerated() {
      let predicted = before.mapped(by: transforms[index])
      let (range, measured) = (try #require(predicted.range), try #require(output[index].range))
      #expect((range.lowerBound - measured.lowerBound).magnitude < 1e-12)
      #expect((range.upperBound - measured.upperBound).magnitude < 1e-12)
      #expect(try #require(predicted.histogram).counts.reduce(0, +) == x.shape.planeSize)
      #expect(predicted.moments.count == x.shape.planeSize)
    }
  }

  /// The moments of a pool with NaN are NaN, so that no value of its output is finite.
  @Test func mappedStatisticsOfAPoolWithNaNHaveNoFiniteValues() {
    var x = Tensor<Float>(Shape(1, 2, 2, 2), elements: [1, 2, 3, 4, 5, 6, 7, 8])
    x[0, 0, 1, 1] = .nan
    let norm = LayerNorm(.identity(channels: 2))
    let transforms = norm.transforms(planeMoments: x.planeMoments(), in: x.shape)
    let output = norm(x).statistics()
    for (index, before) in x.statistics().enumerated() {
      #expect(before.mapped(by: transforms[index]) == output[index])
    }
  }
}
