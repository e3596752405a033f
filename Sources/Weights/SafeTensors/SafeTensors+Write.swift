// SPDX-License-Identifier: MIT

extension SafeTensors {
  /// The bytes of a file with these tensors, the same for the same tensors.
  ///
  /// Wide types come first and the header is padded to 8 bytes, so that each value lies at a
  /// multiple of its width, as other readers map the file into memory.
  public static func bytes(_ tensors: NamedTensors) -> [UInt8] {
    let names = placed(tensors)
    var header = header(tensors, names)
    header += String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.utf8.count + tensors.byteCount)
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { bytes += $0 }
    bytes += header.utf8
    for name in names { bytes += tensors[name]?.bytes ?? [] }
    return bytes
  }

  private static func placed(_ tensors: NamedTensors) -> [String] {
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

  /// A string of JSON, with nothing but ASCII control characters, quotes and backslashes escaped.
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
