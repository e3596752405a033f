// SPDX-License-Identifier: MIT

/// Reader and writer of the safetensors format: header length (8 bytes), JSON header, values.
///
/// The header is one object. It maps each tensor's name to `dtype`, `shape` and `data_offsets`, and
/// `__metadata__` to strings. The values must fill the rest of the file without gaps or overlaps
/// (github.com/huggingface/safetensors).
public enum SafeTensors {
  /// Largest header that the format allows, in bytes.
  static let maximumHeaderSize: UInt64 = 100_000_000

  /// Returns all tensors in the order of the header.
  public static func read(_ bytes: ArraySlice<UInt8>) throws(WeightError) -> NamedTensors {
    let (header, values) = try parts(bytes)
    var tensors = NamedTensors(metadata: header.metadata)
    for entry in header.entries {
      try tensors.add(entry.tensor(in: values), as: entry.name)
    }
    return tensors
  }

  /// Lists all tensors in the order of the header.
  static func archive(_ bytes: ArraySlice<UInt8>) throws(WeightError) -> TensorArchive {
    let (header, values) = try parts(bytes)
    return TensorArchive(header.entries.map { .init($0.name, $0.type, $0.shape) }) {
      header.entries[$0].tensor(in: values)
    }
  }

  /// Returns the header, and the values that its entries cover.
  private static func parts(
    _ bytes: ArraySlice<UInt8>
  ) throws(WeightError) -> (SafeTensorsHeader, values: ArraySlice<UInt8>) {
    var reader = ByteReader(bytes)
    let length = try reader.number(UInt64.self, "the length of the header")
    guard length <= maximumHeaderSize else {
      throw .tooLarge(
        byte: bytes.startIndex, what: "the header length", size: length, limit: maximumHeaderSize)
    }
    let header = try SafeTensorsHeader(reader.read(length, "the header"))
    let values = bytes[reader.position...]
    try check(header.entries, cover: values)
    return (header, values)
  }

  /// Checks that each tensor starts at the end of the previous one and the last ends with the file.
  private static func check(
    _ entries: [SafeTensorsEntry], cover values: ArraySlice<UInt8>
  ) throws(WeightError) {
    var end = 0
    for entry in entries.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      guard entry.start == end else {
        throw .expected(
          byte: entry.byte, "‘\(WeightError.short(entry.name))’ to start at offset \(end)",
          found: entry.start < end
            ? "an overlap, offset \(entry.start)" : "a gap, offset \(entry.start)")
      }
      end = entry.end
    }
    guard end == values.count else {
      throw .expected(
        byte: values.startIndex, "\(end) bytes of values", found: "\(values.count) bytes")
    }
  }
}

extension SafeTensors {
  /// Returns the bytes of a file with these tensors. The result is deterministic.
  ///
  /// Tensors are sorted by element width, widest first, and the header is padded to 8 bytes. So
  /// each value is aligned to its width when another reader maps the file into memory.
  public static func bytes(_ tensors: NamedTensors) -> [UInt8] {
    let names = sortedNames(tensors)
    var header = header(tensors, names)
    header += String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.utf8.count + tensors.byteCount)
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { bytes += $0 }
    bytes += header.utf8
    for name in names { bytes += tensors[name]?.bytes ?? [] }
    return bytes
  }

  private static func sortedNames(_ tensors: NamedTensors) -> [String] {
    let widths = tensors.names.map { tensors[$0]?.type.width ?? 0 }
    let order = tensors.names.indices.sorted { (widths[$1], $0) < (widths[$0], $1) }
    return order.map { tensors.names[$0] }
  }

  private static func header(_ tensors: NamedTensors, _ names: [String]) -> String {
    var members: [String] = []
    if !tensors.metadata.isEmpty {
      let texts = tensors.metadata.sorted { $0.key < $1.key }
        .map { "\(quoted($0.key)):\(quoted($0.value))" }
      members.append("\"__metadata__\":{\(texts.joined(separator: ","))}")
    }
    var start = 0
    for name in names {
      guard let tensor = tensors[name] else { continue }
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      let end = start + tensor.bytes.count
      members.append(
        "\(quoted(name)):{\"dtype\":\"\(tensor.type.rawValue)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(start),\(end)]}")
      start = end
    }
    return "{\(members.joined(separator: ","))}"
  }

  /// Returns a JSON string literal. Only ASCII control characters, quotes and backslashes are
  /// escaped.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
