// SPDX-License-Identifier: MIT

import FileIO
import Normalization
import TestSupport
import Testing
import Weights

/// Rejected `.npy` files and their error messages.
@Suite struct NumPyErrorTests {
  @Test(arguments: [
    "<c8", ">c16", "|O", "<U3", "|S5", "<M8[ns]", "<m8[s]", "|V8", "=f4", "f4", "|f4", "<f16",
    "<f1",
    "<i16", "<b2", ">", "",
  ])
  func otherElementTypesAreRejectedByName(type: String) {
    let bytes = NumPyBytes.file(NumPyBytes.text("'\(type)'", shape: "(1, 2)"))
    #expect(NumPyBytes.error(bytes) == .type(type))
    #expect(NumPyError.type(type).description.contains("‘\(type)’"))
  }

  @Test(arguments: ["[('a', '<f4'), ('b', '<i8')]", "[('a', '<f4', (2, 3))]", "[]"])
  func structuredTypesAreRejectedByName(type: String) {
    let bytes = NumPyBytes.file(NumPyBytes.text(type, shape: "(1, 2)"))
    #expect(NumPyBytes.error(bytes) == .type(type))
  }

  @Test(arguments: [
    "(1152921504606846976, 1)", "(1073741824, 1073741824)", "(4294967296, 4294967296)",
    "(9223372036854775807, 9223372036854775807)", "(3, 576460752303423488)",
  ])
  func shapesBeyondTheAddressSpaceAreRejected(shape: String) {
    guard case .tooLarge = NumPyBytes.error(NumPyBytes.file(NumPyBytes.text(shape: shape)))
    else {
      Issue.record("\(shape) was not rejected as too large")
      return
    }
  }

  @Test func aShapeLargerThanTheFileIsRejected() {
    let bytes = NumPyBytes.file(NumPyBytes.text(shape: "(1048576, 1048576)"))
    #expect(NumPyBytes.error(bytes) == .length(expected: 1 << 42, found: 0))
  }

  @Test(arguments: ["()", "(5,)", "(0, 3)", "(2, 0)", "(-1, 4)"])
  func emptyAxesAndSingleAxesAreRejected(shape: String) {
    guard case .shape = NumPyBytes.error(NumPyBytes.file(NumPyBytes.text(shape: shape))) else {
      Issue.record("\(shape) was accepted")
      return
    }
  }

  @Test(arguments: [0, 7, 9, 12]) func aWrongNumberOfBytesIsReported(found: Int) {
    let bytes = NumPyBytes.file(
      NumPyBytes.text(shape: "(1, 2)"), values: Array(repeating: 0, count: found))
    #expect(NumPyBytes.error(bytes) == .length(expected: 8, found: found))
  }

  @Test(arguments: [1, 2, 3] as [UInt8]) func aHeaderTruncatedAtAnyByteIsReported(version: UInt8) {
    let file = NumPyBytes.file(NumPyBytes.text(shape: "(1, 2)"), version: version)
    for cut in 0..<file.count {
      let error = NumPyBytes.error(Array(file[..<cut]))
      #expect(error == (cut < 6 ? .notNumPy : .truncatedHeader(byte: cut)))
    }
  }

  @Test(arguments: [
    "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1, 2)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), 'shape': (2, 1)}",
    "{'descr': '<f4', 'fortran_order': False}", "{'descr': '<f4', 'shape': (1, 2)}",
    "{'fortran_order': False, 'shape': (1, 2)}", "{}", "", "[]", "{'descr'}", "{'descr: '<f4'}",
    "{'descr': '<f4', 'fortran_order': 0, 'shape': (1, 2)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1, two)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1 2)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 99999999999999999999)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': [1, 2]}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2)} import os",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), 'é': 'e'}",
    "{'descr': __import__('os').name, 'fortran_order': False, 'shape': (1, 2)}",
  ])
  func aHeaderOtherThanTheDictionaryIsRejected(text: String) {
    let error = NumPyBytes.error(NumPyBytes.file(text, values: NumPyBytes.counting(2)))
    guard case .badHeader(let what)? = error else {
      Issue.record("\(String(describing: error)) for \(text)")
      return
    }
    #expect(!what.isEmpty)
  }

  /// NumPy has at most 64 axes, and a version 1 header has room for 64.
  @Test func moreThan64AxesAreRejected() {
    let ones = { (count: Int) in
      "(" + Array(repeating: "1", count: count).joined(separator: ", ") + ")"
    }
    let values = NumPyBytes.counting(1)
    let most = NumPyBytes.file(NumPyBytes.text(shape: ones(64)), values: values)
    #expect(NumPyBytes.error(most) == nil)
    for count in [65, 30_000] {
      let text = NumPyBytes.text(shape: ones(count))
      guard case .badHeader = NumPyBytes.error(NumPyBytes.file(text, version: 2, values: values))
      else {
        Issue.record("\(count) axes were accepted")
        return
      }
    }
  }

  @Test(arguments: [0, 4, 255] as [UInt8]) func unknownVersionsAreRejected(version: UInt8) {
    let bytes = NumPyBytes.file(NumPyBytes.text(shape: "(1, 2)"), version: version)
    #expect(NumPyBytes.error(bytes) == .badHeader("unknown version \(version)"))
  }

  @Test func everyMessageIsOneLineWithoutControlCharacters() {
    let errors: [NumPyError] = [
      .notNumPy, .truncatedHeader(byte: 7), .badHeader("a\u{1B}[2J\nb"), .type("\u{202E}<f4"),
      .shape([0, 3]), .tooLarge([1 << 40, 1 << 40]), .length(expected: 8, found: 7),
    ]
    for error in errors {
      #expect(error.description == error.description.printable)
      #expect(!error.description.isEmpty)
    }
    #expect(NumPyError.truncatedHeader(byte: 7).description.contains("byte 7"))
    #expect(NumPyError.length(expected: 8, found: 7).description.contains("8 bytes, but 7"))
  }
}
