// SPDX-License-Identifier: MIT

/// One operation of an ONNX graph, as far as a layout can be told by it.
public struct ONNXNode: Equatable, Sendable {
  /// A setting of an operation.
  public enum Attribute: Equatable, Sendable {
    case int(Int64)
    case float(Float)
    case string(String)
    case ints([Int64])
    case floats([Float])
    case strings([String])
  }

  /// What it does: "Conv", "InstanceNormalization", …
  public private(set) var operation = ""
  /// The names of the values that go in; empty where an optional one is left out.
  public private(set) var inputs: [String] = []
  /// The names of the values that come out.
  public private(set) var outputs: [String] = []
  /// The settings by name, without tensors and graphs.
  public private(set) var attributes: [String: Attribute] = [:]

  init(_ message: ArraySlice<UInt8>) throws(WeightError) {
    var reader = ProtobufReader(message)
    while let field = try reader.next() {
      switch field.number {
      case 1: inputs.append(try field.text("an input"))
      case 2: outputs.append(try field.text("an output"))
      case 4: operation = try field.text("an operation")
      case 5:
        let (name, value) = try Self.attribute(field.bytes("an attribute"))
        attributes[name] = value
      default: break
      }
    }
  }

  private static func attribute(
    _ message: ArraySlice<UInt8>
  ) throws(WeightError) -> (String, Attribute?) {
    var reader = ProtobufReader(message)
    var (name, single): (String, Attribute?) = ("", nil)
    var (ints, floats, strings): ([Int64], [Float], [String]) = ([], [], [])
    while let field = try reader.next() {
      switch field.number {
      case 1: name = try field.text("the name of an attribute")
      case 2: single = try Self.floats(field).first.map { .float($0) }
      case 3: single = .int(Int64(bitPattern: try field.number("a whole number")))
      case 4: single = .string(String(decoding: try field.bytes("a text"), as: UTF8.self))
      case 7: floats += try Self.floats(field)
      case 8: ints += try field.numbers("whole numbers").map { Int64(bitPattern: $0) }
      case 9: strings.append(String(decoding: try field.bytes("a text"), as: UTF8.self))
      default: break
      }
    }
    if !ints.isEmpty { return (name, .ints(ints)) }
    if !floats.isEmpty { return (name, .floats(floats)) }
    return (name, strings.isEmpty ? single : .strings(strings))
  }

  private static func floats(_ field: ProtobufReader.Field) throws(WeightError) -> [Float] {
    let bytes = try field.floats(width: 4, "numbers")
    return WeightTensor(.float32, [bytes.count / 4], bytes: bytes).floats
  }
}
