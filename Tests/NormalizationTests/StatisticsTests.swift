// SPDX-License-Identifier: MIT

import Normalization
import TestSupport
import Testing

/// Range, histogram and moments of displayed values.
@Suite struct StatisticsTests {
  private func statistics<Scalar: TensorScalar>(_ values: [Scalar]) -> PlaneStatistics {
    Tensor(Shape(1, 1, 1, values.count), elements: values).statistics()[0]
  }

  @Test func everyFiniteValueIsInOneOf64Bins() throws {
    var random = SplitMix(seed: 30)
    let x: Tensor<Float> = random.tensor(Shape(2, 3, 20, 21), mean: 4)
    for (plane, found) in x.statistics().enumerated() {
      let values = x.plane(plane / 3, plane % 3).map(Double.init)
      let histogram = try #require(found.histogram)
      #expect(found.range == values.min().flatMap { low in values.max().map { low...$0 } })
      #expect(histogram.counts.count == 64)
      #expect(histogram.counts.reduce(0, +) == 420)
      #expect(histogram.counts == referenceCounts(values))
    }
  }

  private func referenceCounts(_ values: [Double]) -> [Int] {
    guard let low = values.min(), let high = values.max() else { return [] }
    var counts = [Int](repeating: 0, count: 64)
    for value in values { counts[min(63, Int((value - low) * (64 / (high - low))))] += 1 }
    return counts
  }

  /// Every length around the widths of vectors and blocks, with a value that is not finite at
  /// different places or nowhere, as float32 and float64.
  @Test func everyLengthMatchesPlainLoops() throws {
    var random = SplitMix(seed: 32)
    for length in Array(1...70) + [8191, 8192, 8193, 16_384 + 37, 131_072 + 5] {
      for bad in [nil, 0, length / 2, length - 1] {
        var values = random.tensor(Shape(1, 1, 1, length), mean: 3).elements as [Float]
        if let bad { values[bad] = bad % 2 == 0 ? .nan : -.infinity }
        try check(values)
        try check(values.map(Double.init))
      }
    }
  }

  private func check<Scalar: TensorScalar>(_ values: [Scalar]) throws {
    let found = statistics(values)
    let finite = values.filter(\.isFinite).map(Double.init)
    #expect(found.nonFinite == values.count - finite.count)
    #expect(found.moments.count == finite.count)
    guard let low = finite.min(), let high = finite.max() else {
      #expect(found.range == nil && found.histogram == nil)
      return
    }
    let mean = finite.reduce(0, +) / Double(finite.count)
    let variance = finite.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(finite.count)
    #expect((found.moments.mean - mean).magnitude <= 1e-6 * (1 + mean.magnitude))
    #expect((found.moments.variance - variance).magnitude <= 1e-5 * variance)
    #expect(found.range == low...high)
    let counts =
      low < high ? referenceCounts(finite) : [finite.count] + Array(repeating: 0, count: 63)
    #expect(try #require(found.histogram).counts == counts, "\(values.count) values")
  }

  @Test func manyPlanesOfSeveralChunksMatchSinglePlanes() {
    var random = SplitMix(seed: 33)
    let x: Tensor<Float> = random.tensor(Shape(2, 2, 3, 50_000), mean: -2)
    for (plane, found) in x.statistics(threads: 3).enumerated() {
      #expect(found == statistics(Array(x.plane(plane / 2, plane % 2))))
    }
  }

  @Test func the65EdgesSpanTheSmallestToTheLargestValue() throws {
    let histogram = try #require(statistics([-0.3, 0.1, 0.7] as [Float]).histogram)
    #expect(histogram.edges.count == 65)
    #expect(histogram.edges.first == Double(Float(-0.3)))
    #expect(histogram.edges.last == Double(Float(0.7)))
    #expect(histogram.edges == histogram.edges.sorted())
    #expect((histogram.counts.first, histogram.counts.last) == (1, 1))
  }

  @Test func aConstantIsCountedInTheFirstBin() throws {
    let found = statistics([Float](repeating: 0.25, count: 9))
    #expect(found.range == 0.25...0.25)
    #expect(found.moments == Moments(count: 9, mean: 0.25, sumOfSquaredDeviations: 0))
    let histogram = try #require(found.histogram)
    #expect(histogram.counts == [9] + Array(repeating: 0, count: 63))
    #expect(histogram.edges == Array(repeating: 0.25, count: 65))
  }

  @Test func nonFiniteValuesAreCountedAndExcluded() throws {
    let found = statistics([.nan, 1, .infinity, 3, -.infinity, 2] as [Float])
    #expect(found.nonFinite == 3)
    #expect(found.moments == Moments(count: 3, mean: 2, sumOfSquaredDeviations: 2))
    #expect(found.range == 1...3)
    #expect(try #require(found.histogram).counts.reduce(0, +) == 3)
  }

  @Test func onlyNonFiniteValuesHaveNoRangeAndNoHistogram() {
    let found = statistics([Double.nan, .infinity])
    #expect(found.moments == .none)
    #expect(found.range == nil)
    #expect(found.histogram == nil)
    #expect(found.nonFinite == 2)
  }

  @Test func theWidestAndTheNarrowestRangesAreBinned() throws {
    let most = Double.greatestFiniteMagnitude
    let (small, least) = (Double.leastNormalMagnitude / 64, Double.leastNonzeroMagnitude)
    for values in [[-most, 0, most], [0, small], [0, least], [1, 1.nextUp]] {
      let histogram = try #require(statistics(values).histogram)
      #expect(histogram.counts.reduce(0, +) == values.count)
      #expect((histogram.low, histogram.high) == (values[0], values[values.count - 1]))
    }
    let floats = statistics([-Float.greatestFiniteMagnitude, 0, .greatestFiniteMagnitude])
    #expect(floats.moments.isFinite)
    #expect(try #require(floats.histogram).counts[32] == 1)
  }

  @Test(arguments: [Pool.batch, .instance, .layer, .group(2)])
  func statisticsOfAPoolEqualThoseOfItsValues(pool: Pool) {
    var random = SplitMix(seed: 31)
    let x: Tensor<Float> = random.tensor(Shape(2, 4, 3, 5))
    for (index, found) in x.statistics(over: pool, threads: 2).enumerated() {
      let values = pool.planes(of: index, in: x.shape).flatMap { x.plane($0 / 4, $0 % 4) }
      let alone = statistics(values)
      #expect(found.range == alone.range)
      #expect(found.histogram == alone.histogram)
      #expect((found.moments.deviation / alone.moments.deviation - 1).magnitude < 1e-6)
    }
  }
}
