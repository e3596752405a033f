// SPDX-License-Identifier: MIT

/// One tensor as a safetensors header describes it.
struct SafeTensorsEntry {
  var name: String
  /// Where it stands in the file.
  var byte: Int
  var type: ElementType
  var shape: [Int]
  /// Its first byte, counted from the first value.
  var start: Int
  /// The byte after its last.
  var end: Int

  /// An entry from its fields. - Throws: when its bytes are not as many as type and shape say.
  init(
    name: String, byte: Int, type: String, shape: [Int], offsets: [Int]
  ) throws(WeightError) {
    guard let known = ElementType(rawValue: type) else {
      throw .unsupported(
        byte: byte, what: "the type ‘\(WeightError.short(type))’",
        advice: "save the tensors as F32 or F16")
    }
    guard offsets.count == 2, offsets[0] <= offsets[1] else {
      throw .expected(byte: byte, "two offsets in order", found: "\(offsets.prefix(4))")
    }
    guard let count = WeightTensor.count(shape),
      offsets[1] - offsets[0] == count * known.width
    else {
      throw .expected(
        byte: byte, "the bytes of \(known.rawValue) \(WeightTensor.text(shape))",
        found: "\(offsets[1] - offsets[0]) bytes")
    }
    (self.name, self.byte, self.type, self.shape) = (name, byte, known, shape)
    (start, end) = (offsets[0], offsets[1])
  }

  /// The tensor. - Precondition: the values reach to `end`.
  func tensor(in values: ArraySlice<UInt8>) -> WeightTensor {
    WeightTensor(
      type, shape, bytes: values[values.startIndex + start..<values.startIndex + end])
  }
}
