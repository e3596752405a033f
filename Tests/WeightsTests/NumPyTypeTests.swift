// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization
import TestSupport
import Testing

@testable import Weights

/// Every element type and byte order, compared with NumPy's conversion to float64.
@Suite struct NumPyTypeTests {
  /// A file written by Tests/Reference/dtypes.py.
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let descr, type, file, precision: String
    let fortran: Bool
    let rounded: Int
    let values: [String]

    var testDescription: String { descr + (fortran ? " Fortran" : "") }

    var bytes: [UInt8] { Data(base64Encoded: file).map(Array.init) ?? [] }

    /// NumPy's values as float64.
    var doubles: [Double] { values.map { Double($0) ?? .nan } }
  }

  static let cases: [Case] = {
    let path = URL(fileURLWithPath: Fixture.path("")).deletingLastPathComponent()
      .appendingPathComponent("dtypes.json")
    return (try? JSONDecoder().decode([Case].self, from: Data(contentsOf: path))) ?? []
  }()

  @Test func everyTypeIsCoveredInEveryOrder() {
    #expect(Self.cases.count == 48)
    #expect(Set(Self.cases.map(\.type)).count == 12)
    #expect(Self.cases.count { $0.descr.hasPrefix(">") } == 2 * 9)
  }

  @Test(arguments: cases) func valuesEqualThoseOfNumPy(_ reference: Case) throws {
    let array = try NumPyArray(reference.bytes)
    #expect(array.storedType.name == reference.type)
    #expect(array.values.elementType.name == reference.precision)
    #expect(array.axes == [2, 3, 1, 2])
    #expect(array.doubles.elements.map(\.bitPattern) == reference.doubles.map(\.bitPattern))
    #expect(array.roundedCount == reference.rounded)
  }

  @Test(arguments: cases) func aConversionIsNamed(_ reference: Case) throws {
    let array = try NumPyArray(reference.bytes)
    let isConverted = reference.type != reference.precision
    #expect(
      array.typeText
        == (isConverted ? "\(reference.type) as \(reference.precision)" : reference.type))
    #expect((array.roundingText == nil) == (reference.rounded == 0))
  }

  @Test func integersBeyondTwoToThe53AreCounted() throws {
    let values: [Int64] = [1 << 53, (1 << 53) + 1, .max, .min, -(1 << 53) - 1, 7]
    let bytes = values.flatMap { withUnsafeBytes(of: $0.littleEndian, Array.init) }
    let array = try NumPyArray(
      NumPyBytes.file(NumPyBytes.text("'<i8'", shape: "(2, 3)"), values: bytes))
    #expect(array.roundedCount == 3)
    #expect(array.roundingText == "3 int64 values are beyond 2⁵³ and rounded to float64")
    #expect(array.doubles.elements[1] == 9_007_199_254_740_992)
  }

  /// Two thousand damaged files of each type. A crash would end the test run.
  @Test(arguments: Array(Set(cases.map(\.descr)).sorted()))
  func damagedFilesOfEveryTypeNeverCrash(descr: String) {
    let sound = Self.cases.filter { $0.descr == descr }.map(\.bytes)
    var (random, read) = (SplitMix(seed: 52), 0)
    for round in 0..<2000 {
      let bytes = Damage.damaged(sound[round % sound.count], &random, first: 80)
      guard let error = NumPyBytes.error(bytes) else {
        read += 1
        continue
      }
      #expect(error.description == error.description.printable)
    }
    #expect(read > 20 && read < 1500, "\(read) accepted")
  }
}
