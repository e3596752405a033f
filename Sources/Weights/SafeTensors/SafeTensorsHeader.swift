// SPDX-License-Identifier: MIT

/// JSON header of a safetensors file. Any other JSON is an error.
struct SafeTensorsHeader {
  private(set) var metadata: [String: String] = [:]
  private(set) var entries: [SafeTensorsEntry] = []
  private var json: JSONReader

  init(_ bytes: ArraySlice<UInt8>) throws(WeightError) {
    json = JSONReader(bytes)
    guard bytes.first == UInt8(ascii: "{") else { throw json.expected("‘{’") }
    var names: Set<String> = []
    try json.object { (json, name) throws(WeightError) in
      guard names.insert(name).inserted else { throw .duplicateName(name) }
      if name == "__metadata__" {
        metadata = try Self.texts(&json)
      } else {
        entries.append(try Self.entry(&json, name))
      }
    }
    try json.end()
  }

  private static func texts(_ json: inout JSONReader) throws(WeightError) -> [String: String] {
    var texts: [String: String] = [:]
    try json.object { (json, key) throws(WeightError) in
      guard texts.updateValue(try json.string(), forKey: key) == nil else {
        throw .duplicateName(key)
      }
    }
    return texts
  }

  private static func entry(
    _ json: inout JSONReader, _ name: String
  ) throws(WeightError) -> SafeTensorsEntry {
    let byte = json.position
    var (type, shape, offsets): (String?, [Int]?, [Int]?)
    try json.object { (json, key) throws(WeightError) in
      switch key {
      case "dtype" where type == nil: type = try json.string()
      case "shape" where shape == nil: shape = try json.integers()
      case "data_offsets" where offsets == nil: offsets = try json.integers()
      default: throw json.expected("each of dtype, shape and data_offsets once")
      }
    }
    guard let type, let shape, let offsets else {
      throw .expected(byte: byte, "dtype, shape and data_offsets", found: "a missing key")
    }
    return try SafeTensorsEntry(name: name, byte: byte, type: type, shape: shape, offsets: offsets)
  }
}

/// Description of one tensor in a safetensors header.
struct SafeTensorsEntry {
  var name: String
  /// Position of the description in the file.
  var byte: Int
  var type: ElementType
  var shape: [Int]
  /// Offset of its first byte from the first value of the file.
  var start: Int
  /// Offset after its last byte.
  var end: Int

  /// - Throws: `WeightError` if the offsets do not match type and shape.
  init(
    name: String, byte: Int, type: String, shape: [Int], offsets: [Int]
  ) throws(WeightError) {
    guard let known = ElementType(rawValue: type) else {
      throw .unsupported(
        byte: byte, what: "the element type ‘\(WeightError.short(type))’",
        advice: "save the tensors as F32 or F16")
    }
    guard offsets.count == 2, offsets[0] <= offsets[1] else {
      throw .expected(byte: byte, "two ascending offsets", found: "\(offsets.prefix(4))")
    }
    guard let count = WeightTensor.count(shape),
      offsets[1] - offsets[0] == count * known.width
    else {
      throw .expected(
        byte: byte, "the values of \(known.rawValue) \(WeightTensor.text(shape))",
        found: "\(offsets[1] - offsets[0]) bytes")
    }
    (self.name, self.byte, self.type, self.shape) = (name, byte, known, shape)
    (start, end) = (offsets[0], offsets[1])
  }

  /// Returns the tensor.
  /// - Precondition: `values` contains at least `end` bytes.
  func tensor(in values: ArraySlice<UInt8>) -> WeightTensor {
    WeightTensor(
      type, shape, bytes: values[values.startIndex + start..<values.startIndex + end])
  }
}
