// SPDX-License-Identifier: MIT

import Normalization
import Testing

/// Histograms under scale and shift, and their shares in the columns of a plot.
@Suite struct HistogramTests {
  static let plain = Histogram(low: 0, high: 4, counts: [1, 2, 0, 5])

  private static func transform(_ scale: Double, _ shift: Double) -> PlaneTransform {
    PlaneTransform(
      moments: Moments(mean: 0, variance: 1), deviation: 1,
      affine: ChannelAffine(gamma: scale, beta: shift))
  }

  @Test func aPositiveScaleTransformsTheEdges() {
    let moved = Self.plain.mapped(by: Self.transform(2, -1))
    #expect(moved == Histogram(low: -1, high: 7, counts: [1, 2, 0, 5]))
  }

  @Test func aNegativeScaleReversesTheBins() {
    let moved = Self.plain.mapped(by: Self.transform(-1, 1))
    #expect(moved == Histogram(low: -3, high: 1, counts: [5, 0, 2, 1]))
  }

  @Test func scaleZeroCollapsesTheRangeToTheShift() {
    let moved = Self.plain.mapped(by: Self.transform(0, 3))
    #expect((moved.low, moved.high) == (3, 3))
    #expect(moved.shares(over: 0...6, columns: 3) == [0, 1, 0])
  }

  @Test func sharesOfColumnsAlignedWithBinsEqualTheBins() {
    #expect(Self.plain.shares(over: 0...4, columns: 4) == [0.125, 0.25, 0, 0.625])
  }

  @Test func aColumnOfHalfABinHasHalfItsShare() {
    #expect(Self.plain.shares(over: 0...4, columns: 8).suffix(2) == [0.3125, 0.3125])
    #expect(Self.plain.shares(over: 0...4, columns: 2) == [0.375, 0.625])
  }

  @Test(arguments: [1, 3, 7, 64, 100]) func sharesOverTheFullRangeSumTo1(columns: Int) {
    let counts = (0..<64).map { ($0 * 37) % 11 }
    for (low, high) in [(0.0, 1.0), (-1e-3, 1e6), (-7, -6.999), (-4e307, 4e307)] {
      let histogram = Histogram(low: low, high: high, counts: counts)
      let sum = histogram.shares(over: low...high, columns: columns).reduce(0, +)
      // `end − start` of a bin is rounded relative to the magnitude of the range's bounds.
      let tolerance = 1e-12 * max(low.magnitude, high.magnitude) / (high / 2 - low / 2)
      #expect((sum - 1).magnitude <= tolerance, "\(low)…\(high)")
    }
  }

  @Test func valuesOutsideTheRangeAreNotCounted() {
    #expect(Self.plain.shares(over: 1...3, columns: 2) == [0.25, 0])
    #expect(Self.plain.shares(over: 5...9, columns: 4) == [0, 0, 0, 0])
    #expect(Self.plain.shares(over: -9...(-1), columns: 4) == [0, 0, 0, 0])
  }

  @Test(arguments: [-0.05, -1e-9, 1.001, 1e30, -1e30])
  func aConstantOutsideTheRangeIsNotCounted(value: Double) {
    let constant = Histogram(low: value, high: value, counts: [7])
    #expect(constant.shares(over: 0...1, columns: 10) == Array(repeating: 0, count: 10))
  }

  @Test func aConstantIsCountedInTheColumnOfItsValue() {
    for (value, column) in [(0.0, 0), (0.05, 0), (0.5, 5), (0.95, 9), (1, 9)] {
      let constant = Histogram(low: value, high: value, counts: [7])
      let shares = constant.shares(over: 0...1, columns: 10)
      #expect(shares.firstIndex(of: 1) == column)
      #expect(shares.reduce(0, +) == 1)
    }
  }

  @Test func rangesFarFromTheValuesDoNotOverflow() {
    let far = Histogram(low: 1e25, high: 2e25, counts: [3, 4])
    #expect(far.shares(over: -1...1, columns: 10) == Array(repeating: 0, count: 10))
    #expect(Self.plain.shares(over: 1e25...2e25, columns: 2) == [0, 0])
    #expect(Self.plain.shares(over: 0...1e-300, columns: 2).allSatisfy { $0.isFinite })
    #expect(Self.plain.shares(over: -1e308...1e308, columns: 2).allSatisfy { $0.isFinite })
    let widest = Histogram(low: -1e308, high: 1e308, counts: [1, 1])
    #expect(widest.shares(over: 0...1, columns: 2).allSatisfy { $0.isFinite })
  }

  @Test func emptyHistogramsAndEmptyRangesHaveZeroShares() {
    let empty = Histogram(low: 0, high: 1, counts: [0, 0])
    #expect(empty.shares(over: 0...1, columns: 2) == [0, 0])
    #expect(Self.plain.shares(over: 2...2, columns: 3) == [0, 0, 0])
    #expect(Self.plain.shares(over: 0...4, columns: 0) == [])
  }
}
