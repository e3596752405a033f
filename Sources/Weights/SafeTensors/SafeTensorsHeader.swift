// SPDX-License-Identifier: MIT

/// The JSON header of a safetensors file: exactly the objects that the format has.
struct SafeTensorsHeader {
  private(set) var metadata: [String: String] = [:]
  private(set) var entries: [SafeTensorsEntry] = []
  private var json: JSONReader

  init(_ bytes: ArraySlice<UInt8>) throws(WeightError) {
    json = JSONReader(bytes)
    guard bytes.first == UInt8(ascii: "{") else { throw json.expected("‘{’") }
    var names: Set<String> = []
    try json.object { (json, name) throws(WeightError) in
      guard names.insert(name).inserted else { throw .twice(name) }
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
      guard texts.updateValue(try json.string(), forKey: key) == nil else { throw .twice(key) }
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
      default: throw json.expected("dtype, shape and data_offsets once each")
      }
    }
    guard let type, let shape, let offsets else {
      throw .expected(byte: byte, "dtype, shape and data_offsets", found: "fewer")
    }
    return try SafeTensorsEntry(name: name, byte: byte, type: type, shape: shape, offsets: offsets)
  }
}
