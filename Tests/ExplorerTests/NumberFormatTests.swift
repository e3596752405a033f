// SPDX-License-Identifier: MIT

import Foundation
import Normalization
import TestSupport
import Testing

@testable import Explorer

/// Number formatting in columns of a few cells.
@Suite struct NumberFormatTests {
  @Test(arguments: [5, 6, 7, 8]) func everyFormattedNumberFitsItsWidthAndIsCloseToItsValue(
    _ width: Int
  ) throws {
    var random = SplitMix(seed: 5)
    for _ in 0..<20_000 {
      let value = random.normal() * pow(10, Double(random.next() % 18) - 8)
      // "-1e-10" has no shorter form.
      guard abs(value) >= 1e-9 else { continue }
      let text = NumberFormat.fitted(value, width: width)
      #expect(text.count <= width, "\(value) is \(text)")
      let shown = try #require(Double(text))
      // One digit in the worst case: half of it is a third of 1.5.
      #expect(abs(shown - value) <= max(0.34 * abs(value), 0.005), "\(value) is \(text)")
    }
  }

  @Test func numbersAtFormatBoundariesFit() {
    let edges = [99_999.4, 99_999.6, -99_999.6, 9.9996, -9.9996, 999.96, -0.0004, 0, -12_345]
    for value in edges + [.infinity, -.infinity, .nan] {
      #expect(
        NumberFormat.fitted(value, width: 5).count <= 5, "\(NumberFormat.fitted(value, width: 5))")
    }
    #expect(NumberFormat.fitted(-12.499, width: 5) == "-12.5")
    #expect(NumberFormat.fitted(-1e7, width: 5) == "-1e7")
    #expect(NumberFormat.fitted(0.44581, width: 6) == "0.446")
  }

  @Test func integerLimitsBelowOneMillionHaveNoExponent() {
    let bounds = [0, 511, 1023, 1e6, -1e9]
    #expect(bounds.map(NumberFormat.bound) == ["0", "511", "1023", "1e+06", "-1e+09"])
  }
}
