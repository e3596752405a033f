// SPDX-License-Identifier: MIT

import Normalization
import TestSupport
import Testing

/// Joining moments, and values derived from them.
@Suite struct MomentsTests {
  private func parts(mean: Double) -> [Moments] {
    var random = SplitMix(seed: 20)
    return (1...9).map { size in
      let x: Tensor<Double> = random.tensor(Shape(1, 1, size, size), mean: mean * Double(size))
      return x.planeMoments()[0]
    }
  }

  /// Each join has a few rounding errors relative to the result; nine joins stay within 40.
  private func expectSame(_ a: Moments, _ b: Moments) {
    let bound = 40 * 0x1p-53
    #expect(a.count == b.count)
    #expect((a.mean - b.mean).magnitude <= bound * (b.mean.magnitude + b.deviation))
    #expect(
      (a.sumOfSquaredDeviations - b.sumOfSquaredDeviations).magnitude <= bound
        * b.sumOfSquaredDeviations)
  }

  @Test(arguments: [0, 1, 1e4]) func joiningIsAssociative(mean: Double) {
    let parts = parts(mean: mean)
    for cut in 1...8 {
      var split = Moments.pooled(parts[..<cut])
      split.join(.pooled(parts[cut...]))
      expectSame(split, .pooled(parts))
      expectSame(.pooled(parts.reversed()), .pooled(parts))
    }
  }

  @Test(arguments: [0, 1, 1e4]) func joinedPartsEqualTheMomentsOfAllValues(mean: Double) {
    var random = SplitMix(seed: 21)
    let all: Tensor<Double> = random.tensor(Shape(1, 1, 12, 25), mean: mean)
    let parts = Tensor(Shape(12, 1, 1, 25), elements: all.elements)
    expectSame(.pooled(parts.planeMoments()), all.planeMoments()[0])
  }

  @Test func joiningNoValuesChangesNothing() {
    var moments = Moments(count: 3, mean: 2, sumOfSquaredDeviations: 5)
    moments.join(.none)
    #expect(moments == Moments(count: 3, mean: 2, sumOfSquaredDeviations: 5))
    var none = Moments.none
    none.join(moments)
    #expect(none == moments)
    #expect(Moments.pooled([]) == .none)
  }

  @Test func oneValueHasVarianceZeroWithBothDivisors() {
    let moments = Tensor<Float>(Shape(1, 1, 1, 1), repeating: 0.3).planeMoments()[0]
    #expect(moments.mean == Double(Float(0.3)))
    #expect(moments.variance == 0)
    #expect(moments.unbiasedVariance == 0)
  }

  @Test func theDivisorsAreNAndNMinusOne() {
    let moments = Tensor<Float>(Shape(1, 1, 1, 4), elements: [1, 2, 3, 6]).planeMoments()[0]
    #expect((moments.mean, moments.sumOfSquaredDeviations) == (3, 14))
    #expect((moments.variance, moments.unbiasedVariance) == (3.5, 14.0 / 3))
    #expect(moments.deviation == 3.5.squareRoot())
  }

  @Test func poolMomentsFromPlanesEqualThoseFromValues() {
    var random = SplitMix(seed: 22)
    let x: Tensor<Double> = random.tensor(Shape(3, 4, 5, 6), mean: 2)
    for pool in [Pool.batch, .instance, .layer, .group(2)] {
      let joined = pool.moments(x.planeMoments(), in: x.shape)
      let measured = x.statistics(over: pool).map(\.moments)
      #expect(joined.count == pool.count(in: x.shape))
      for (a, b) in zip(joined, measured) { expectSame(a, b) }
    }
  }

  @Test(arguments: exhaustiveShapes)
  func everyPlaneIsInExactlyOnePool(shape: Shape) {
    for pool in [Pool.batch, .instance, .layer, .group(shape.c)] {
      let planes = (0..<pool.count(in: shape)).flatMap { Array(pool.planes(of: $0, in: shape)) }
      #expect(planes.sorted() == Array(0..<shape.planeCount), "\(pool)")
      for plane in 0..<shape.planeCount {
        let index = pool.index(picture: plane / shape.c, channel: plane % shape.c, in: shape)
        #expect(pool.planes(of: index, in: shape).contains(plane), "\(pool)")
      }
    }
  }
}
