// SPDX-License-Identifier: MIT

import Foundation
import Testing

@testable import Explorer

/// Axes with round ticks.
@Suite struct AxisTests {
  private static let ranges: [ClosedRange<Double>] = [
    0...1, -0.6...1.03, 0.2...0.26, 3...3, 0...0, -5...(-5), -1e-9...2e-9, 1e7...1.000001e7,
    -3e38...3e38, .leastNonzeroMagnitude...1e-307, 1e30...1e30 * (1 + 1e-15), -1...0,
  ]

  @Test(arguments: ranges, [3, 4, 7, 16]) func anAxisCoversItsRangeWithAtMostTheGivenNumberOfTicks(
    _ range: ClosedRange<Double>, _ maxTicks: Int
  ) throws {
    let axis = Axis(covering: range, maxTicks: maxTicks)
    #expect((2...maxTicks).contains(axis.ticks.count))
    let (low, high) = (try #require(axis.ticks.first), try #require(axis.ticks.last))
    // A billionth of a step; sums of large numbers are exact to an ulp; less than 1e-300 counts as
    // 0.
    let slack = (axis.ticks[1] - low) * 1e-9 + max(abs(low), abs(high)) * 0x1p-52 + 1e-300
    #expect(low <= range.lowerBound + slack && range.upperBound <= high + slack)
    #expect(zip(axis.ticks, axis.ticks.dropFirst()).allSatisfy { $0 < $1 })
    #expect(axis.position(of: low) == 0 && axis.position(of: high) == 1)
    #expect(Set(axis.ticks.map(axis.text)).count == axis.ticks.count)
  }

  @Test func linearTicksAreOneTwoOrFiveTimesAPowerOfTenApart() {
    #expect(Axis(covering: 0...1, maxTicks: 6).ticks == [0, 0.2, 0.4, 0.6, 0.8, 1])
    #expect(Axis(covering: 0.21...0.34, maxTicks: 4).ticks == [0.2, 0.25, 0.3, 0.35])
    #expect(Axis(covering: -7...12, maxTicks: 6).ticks == [-10, -5, 0, 5, 10, 15])
    #expect(Axis(covering: -1...1, maxTicks: 3).ticks == [-1, 0, 1])
  }

  @Test func tickLabelsHaveEnoughDigitsToDiffer() {
    let texts = { (axis: Axis) in axis.ticks.map(axis.text) }
    #expect(texts(Axis(covering: 0.21...0.34, maxTicks: 4)) == ["0.20", "0.25", "0.30", "0.35"])
    #expect(texts(Axis(covering: -7...12, maxTicks: 3)) == ["-20", "0", "20"])
    #expect(texts(Axis(covering: 0...2e-5, maxTicks: 3)) == ["0", "1e-05", "2e-05"])
    #expect(texts(Axis(covering: 0...3e6, maxTicks: 4)) == ["0", "1e+06", "2e+06", "3e+06"])
  }

  @Test func aLogarithmicAxisHasTicksAtOneTwoAndFiveTimesPowersOfTen() {
    #expect(
      Axis(covering: 0.003...40, .logarithmic, maxTicks: 6).ticks == [0.001, 0.01, 0.1, 1, 10, 100])
    #expect(Axis(covering: 0.3...4, .logarithmic, maxTicks: 6).ticks == [0.2, 0.5, 1, 2, 5])
    #expect(Axis(covering: 1...1, .logarithmic, maxTicks: 6).ticks == [1, 2])
    let wide = Axis(covering: 1e-300...1e300, .logarithmic, maxTicks: 5)
    #expect(wide.ticks.count <= 5 && wide.position(of: 1e-300) == 0)
  }

  @Test func equalRatiosHaveEqualLengthsOnALogarithmicAxis() {
    let axis = Axis(covering: 1...100, .logarithmic, maxTicks: 3)
    // Three decimal logarithms and a division, each exact to an ulp.
    #expect(abs(axis.position(of: 10) - 0.5) < 1e-15 && axis.position(of: 0) == 0)
  }
}
