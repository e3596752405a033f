// SPDX-License-Identifier: MIT

import Testing

@testable import Training

/// Loss curves, their CSV text, and the table of Figure 1.
@Suite struct Figure1TableTests {
  private func curve(_ losses: [Double]) -> LossCurve {
    losses.reduce(into: LossCurve()) { $0.append([.style: $1, .content: 2 * $1]) }
  }

  @Test func curvesSurviveWritingAndReading() throws {
    // Losses with six significant digits or fewer are stored exactly.
    let curve = curve([12.5, 0.000123456, 3, 1e-9, 123456])
    #expect(try LossCurve(csv: curve.csv) == curve)
    #expect(curve.csv.hasPrefix("step,style,content\n1,12.5,25\n2,0.000123456,0.000246912\n"))
    #expect(try LossCurve(csv: LossCurve().csv) == LossCurve())
  }

  @Test(arguments: [
    ("", 1), ("step,style\n", 1), ("step,style,content", 1), ("step,style,content\n2,1,1\n", 2),
    ("step,style,content\n1,1,1\n2,1\n", 3), ("step,style,content\n1,1,nan\n", 2),
    ("step,style,content\n1,-1,1\n", 2), ("step,style,content\n1,1,1,1\n", 2),
    ("step,style,content\n1,x,1\n", 2), ("step,style,content\n\n", 2),
  ])
  func invalidCSVIsRefusedWithItsLine(_ text: String, _ line: Int) {
    #expect(throws: TrainingError.invalidLossCurve(line: line)) { try LossCurve(csv: text) }
  }

  @Test func meanStyleLossCoversTheLastTenthOfTheSteps() {
    let curve = curve((1...30).map(Double.init))
    #expect(curve.meanStyleLoss(at: 30) == 29)
    #expect(curve.meanStyleLoss(at: 20) == 19.5)
    #expect(curve.meanStyleLoss(at: 5) == 5)
    #expect(curve.meanStyleLoss(at: 31) == nil)
  }

  /// A table of curves with these final losses of BN and IN.
  private func table(_ ends: [Figure1Condition: (Double, Double)]) -> Figure1Table {
    var curves: [Figure1Variant: LossCurve] = [:]
    for (condition, end) in ends {
      curves[Figure1Variant(condition, .batch)] = curve(Array(repeating: 9, count: 9) + [end.0])
      curves[Figure1Variant(condition, .instance)] = curve(Array(repeating: 5, count: 9) + [end.1])
    }
    return Figure1Table(curves, steps: 10)
  }

  @Test func ratioUsesTheLastTenthsOfBothCurves() {
    let table = table([.original: (4, 3), .style: (2, 1.5)])
    #expect(table.rows.map(\.condition) == [.original, .style])
    #expect(table.ratio(.original) == 0.75 && table.ratio(.style) == 0.75)
    #expect(table.ratio(.contrast) == nil)
  }

  @Test func claimsFollowFromTheRatios() {
    let paper = table([.original: (1, 0.78), .contrast: (1, 0.71), .style: (1, 0.86)])
    #expect(paper.claims.map(\.holds) == [true, true, true])
    let other = table([.original: (1, 0.95), .contrast: (1, 0.9), .style: (1, 1.06)])
    #expect(other.claims.map(\.holds) == [false, false, false])
    #expect(table([.original: (1, 0.5)]).claims.map(\.holds) == [true, nil, nil])
  }

  @Test func incompleteRunsAreIgnored() {
    let runs = [Figure1Variant(.original, .batch), Figure1Variant(.original, .instance)]
    let short = Dictionary(uniqueKeysWithValues: runs.map { ($0, curve([1])) })
    #expect(Figure1Table(short, steps: 2).rows.isEmpty)
  }

  @Test func paperRatiosMatchThoseReadFromTheFigure() {
    // The ratios were read to two decimals.
    let ratios = Figure1Condition.allCases.map(PaperCurves.ratio)
    for (ratio, read) in zip(ratios, [0.78, 0.71, 0.86]) { #expect(abs(ratio - read) < 0.005) }
  }
}
