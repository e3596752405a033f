// SPDX-License-Identifier: MIT

/// Node of an ONNX graph. Attributes that are tensors or graphs are not read, except the value of a
/// `Constant`.
public struct ONNXNode: Equatable, Sendable {
  /// Value of an attribute.
  public enum Attribute: Equatable, Sendable {
    case int(Int64)
    case float(Float)
    case string(String)
    case ints([Int64])
    case floats([Float])
    case strings([String])
  }

  /// Operator type: "Conv", "InstanceNormalization", …
  public private(set) var operation = ""
  /// Names of the inputs; empty for an omitted optional input.
  public private(set) var inputs: [String] = []
  /// Names of the outputs.
  public private(set) var outputs: [String] = []
  /// Attributes by name.
  public private(set) var attributes: [String: Attribute] = [:]
  /// Message of the attribute `value`, if it is a tensor.
  private var value: ArraySlice<UInt8>?

  init(
    _ message: ArraySlice<UInt8>, _ budget: inout AllocationBudget
  ) throws(WeightError) {
    var reader = ProtobufReader(message)
    while let field = try reader.next() {
      // Empty strings and small numbers need up to eight times their size in the file.
      if field.number != 5 { try budget.reserve(8 * field.size, byte: field.byte, "a node") }
      switch field.number {
      case 1: inputs.append(try field.text("an input"))
      case 2: outputs.append(try field.text("an output"))
      case 4: operation = try field.text("an operator type")
      case 5:
        let (name, value, tensor) = try Self.attribute(
          field.bytes("an attribute"), &budget)
        attributes[name] = value
        if name == "value" { self.value = tensor }
      default: break
      }
    }
  }

  private static func attribute(
    _ message: ArraySlice<UInt8>, _ budget: inout AllocationBudget
  ) throws(WeightError) -> (name: String, value: Attribute?, tensor: ArraySlice<UInt8>?) {
    var reader = ProtobufReader(message)
    var (name, single, tensor): (String, Attribute?, ArraySlice<UInt8>?) = ("", nil, nil)
    var (ints, floats, strings): ([Int64], [Float], [String]) = ([], [], [])
    while let field = try reader.next() {
      // A list of small integers needs eight times its size here, and 16 times in a constant.
      if ![5, 6].contains(field.number) {
        try budget.reserve(24 * field.size, byte: field.byte, "an attribute")
      }
      switch field.number {
      case 1: name = try field.text("the name of an attribute")
      case 2: single = try Self.floats(field).first.map { .float($0) }
      case 3: single = .int(Int64(bitPattern: try field.number("an integer")))
      case 4: single = .string(String(decoding: try field.bytes("a string"), as: UTF8.self))
      case 5: tensor = try field.bytes("a tensor")
      case 7: floats += try Self.floats(field)
      case 8: ints += try field.numbers("integers").map { Int64(bitPattern: $0) }
      case 9: strings.append(String(decoding: try field.bytes("a string"), as: UTF8.self))
      default: break
      }
    }
    if !ints.isEmpty { return (name, .ints(ints), tensor) }
    if !floats.isEmpty { return (name, .floats(floats), tensor) }
    return (name, strings.isEmpty ? single : .strings(strings), tensor)
  }

  private static func floats(_ field: ProtobufReader.Field) throws(WeightError) -> [Float] {
    let bytes = try field.floats(width: 4, "floats")
    return WeightTensor(.float32, [bytes.count / 4], bytes: bytes).floats
  }
}

extension ONNXNode {
  /// Name of the output of a `Constant` node, and its tensor; nil for other nodes.
  func constant(_ budget: inout AllocationBudget) throws(WeightError) -> (String, ONNXTensor)? {
    guard operation == "Constant", let name = outputs.first, !name.isEmpty else { return nil }
    if let value { return (name, try ONNXTensor(value, &budget)) }
    if case .float(let number)? = attributes["value_float"] {
      return (name, ONNXTensor(floats: [number], []))
    }
    if case .floats(let list)? = attributes["value_floats"] {
      return (name, ONNXTensor(floats: list, [list.count]))
    }
    if case .int(let number)? = attributes["value_int"] {
      return (name, ONNXTensor(integers: [number], []))
    }
    if case .ints(let list)? = attributes["value_ints"] {
      return (name, ONNXTensor(integers: list, [list.count]))
    }
    return nil
  }
}
