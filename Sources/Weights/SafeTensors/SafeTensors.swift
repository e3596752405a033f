// SPDX-License-Identifier: MIT

/// The safetensors format: 8 bytes for the header's length, a JSON header, the values.
///
/// The header is one object: a name for each tensor with `dtype`, `shape` and `data_offsets`, and
/// texts under `__metadata__`. The values must follow each other without a gap or an overlap, up to
/// the end of the file (github.com/huggingface/safetensors).
public enum SafeTensors {
  /// The longest header that the format allows.
  static let longestHeader: UInt64 = 100_000_000

  /// All tensors, in the header's order.
  public static func read(_ bytes: ArraySlice<UInt8>) throws(WeightError) -> NamedTensors {
    var reader = ByteReader(bytes)
    let length = try reader.number(UInt64.self, "the length of the header")
    guard length <= longestHeader else {
      throw .tooLarge(
        byte: bytes.startIndex, what: "a header", size: length, most: longestHeader)
    }
    let header = try SafeTensorsHeader(reader.take(length, "the header"))
    let values = bytes[reader.position...]
    try check(header.entries, cover: values)
    var tensors = NamedTensors(metadata: header.metadata)
    for entry in header.entries {
      try tensors.add(entry.tensor(in: values), as: entry.name)
    }
    return tensors
  }

  /// Every tensor must begin where the one before ends, and the last at the end of the file.
  private static func check(
    _ entries: [SafeTensorsEntry], cover values: ArraySlice<UInt8>
  ) throws(WeightError) {
    var end = 0
    for entry in entries.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      guard entry.start == end else {
        throw .expected(
          byte: entry.byte, "‘\(WeightError.short(entry.name))’ to begin at \(end) of the values",
          found: entry.start < end ? "an overlap at \(entry.start)" : "a gap up to \(entry.start)")
      }
      end = entry.end
    }
    guard end == values.count else {
      throw .expected(
        byte: values.startIndex, "\(end) bytes of values", found: "\(values.count) bytes")
    }
  }
}
