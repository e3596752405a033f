// SPDX-License-Identifier: MIT

import TestSupport
import Testing

@testable import Weights

@Suite struct SafeTensorsTests {
  /// Returns a file with a header and `values` zero bytes.
  private func file(_ header: String, values: Int) -> [UInt8] {
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian, Array.init) + Array(header.utf8)
      + [UInt8](repeating: 0, count: values)
  }

  private func entry(_ name: String, _ start: Int, _ end: Int, shape: String? = nil) -> String {
    "\"\(name)\":{\"dtype\":\"F32\",\"shape\":\(shape ?? "[\((end - start) / 4)]"),"
      + "\"data_offsets\":[\(start),\(end)]}"
  }

  private func names(_ header: String, values: Int) throws -> [String] {
    try SafeTensors.read(file(header, values: values)[...]).names
  }

  @Test func writtenTensorsAreReadUnchanged() throws {
    let files = ["types.pth", "types.safetensors", "transfer.pth", "types.npz", "types.onnx"]
    for file in files {
      var tensors = try WeightFile.read(Fixture.path(file))
      tensors.metadata["note"] = "\"quoted\\\u{1}\té\u{1F600}"
      let again = try SafeTensors.read(SafeTensors.bytes(tensors)[...])
      #expect(again.metadata == tensors.metadata)
      #expect(Set(again.names) == Set(tensors.names))
      for name in tensors.names { #expect(again[name] == tensors[name], "\(file) \(name)") }
      #expect(SafeTensors.bytes(again) == SafeTensors.bytes(tensors))
    }
  }

  @Test func everyValueIsAlignedToItsWidth() throws {
    var tensors = NamedTensors()
    tensors["bytes"] = WeightTensor(.int8, [3], bytes: [1, 2, 3])
    tensors["half"] = WeightTensor([1], floats: [2]).convertedToFloat16
    tensors["single"] = WeightTensor([3], floats: [1, 2, 3])
    let file = SafeTensors.bytes(tensors)
    #expect(try SafeTensors.read(file[...]).names == ["single", "half", "bytes"])
    let read = try SafeTensors.read(file[...])
    #expect(read["single"]?.bytes.startIndex.isMultiple(of: 8) == true)
    #expect(file.count == read["bytes"]?.bytes.endIndex)
  }

  @Test func float16ConversionRoundsToNearestEven() {
    let finite = (UInt16.min...0x7BFF).filter { $0 & 0x7C00 != 0x7C00 }
    for bits in finite.dropLast() {
      let (low, high) = (Float(Float16(bitPattern: bits)), Float(Float16(bitPattern: bits + 1)))
      let middle = (low + high) / 2
      let rounded = WeightTensor([4], floats: [low, middle.nextDown, middle, middle.nextUp])
        .convertedToFloat16
      let even = bits.isMultiple(of: 2) ? low : high
      guard rounded.floats == [low, low, even, high] else {
        Issue.record("at \(low): \(rounded.floats)")
        return
      }
    }
    #expect(
      WeightTensor([2], floats: [65519, 65520]).convertedToFloat16.floats == [65504, .infinity])
  }

  @Test func overlapsGapsAndTrailingBytesAreRejected() throws {
    #expect(try names("{\(entry("b", 8, 16)),\(entry("a", 0, 8))}", values: 16) == ["b", "a"])
    let wrong: [(String, Int)] = [
      ("{\(entry("a", 0, 8)),\(entry("b", 4, 12))}", 12),
      ("{\(entry("a", 0, 8)),\(entry("b", 0, 8))}", 8),
      ("{\(entry("a", 0, 8)),\(entry("b", 12, 16))}", 16),
      ("{\(entry("a", 4, 8))}", 8),
      ("{\(entry("a", 0, 8))}", 12),
      ("{\(entry("a", 0, 8))}", 4),
      ("{\(entry("a", 8, 0))}", 8),
    ]
    for (header, values) in wrong {
      #expect(throws: WeightError.self, "\(header)") { try names(header, values: values) }
    }
  }

  @Test func shapesThatDoNotMatchTheirBytesAreRejected() {
    for shape in ["[3]", "[1099511627776,1099511627776]", "[4611686018427387904,2]", "[-2]", "[]"] {
      #expect(throws: WeightError.self, "\(shape)") {
        try names("{\(entry("a", 0, 8, shape: shape))}", values: 8)
      }
    }
  }

  @Test func invalidHeadersAreRejected() {
    let wrong = [
      "{", "{}}", "{\"a\":1}", "{\"a\":{}}", "[]", "{\"__metadata__\":{\"a\":1}}", "{\"a\"}",
      "{\(entry("a", 0, 8)),\(entry("a", 8, 16))}", "{\(entry("a", 0, 8)),}",
      "{\(entry("\\ud800", 0, 16))}", "{\(entry("\\x", 0, 16))}",
      "{\"a\":{\"dtype\":\"F99\",\"shape\":[4],\"data_offsets\":[0,16]}}",
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[04],\"data_offsets\":[0,16]}}",
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16,32]}}",
      String(repeating: "{\"a\":", count: 100_000),
    ]
    for header in wrong {
      #expect(throws: WeightError.self, "\(header.prefix(60))") { try names(header, values: 16) }
    }
  }

  @Test func headersAbove100MillionBytesAreRejected() {
    var bytes = file("{}", values: 0)
    bytes.replaceSubrange(0..<8, with: withUnsafeBytes(of: UInt64(1) << 40, Array.init))
    #expect(
      Fixture.error(bytes)
        == .tooLarge(byte: 0, what: "the header length", size: 1 << 40, limit: 100_000_000))
  }
}
