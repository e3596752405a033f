// SPDX-License-Identifier: MIT

/// Initializers and nodes of an ONNX model (onnx.proto: ModelProto, GraphProto).
public struct ONNXFile: Equatable, Sendable {
  /// The initializers in file order, with the model's `metadata_props`.
  public private(set) var tensors = NamedTensors()
  /// Nodes of the graph in file order, which is topological.
  public private(set) var nodes: [ONNXNode] = []

  /// Upper bound on nodes, above that of any supported network.
  static let maximumNodeCount = 65_536

  /// Reads the bytes of a file.
  /// - Throws: `WeightError`. Sizes are checked against the file size before memory is allocated.
  public init(_ bytes: ArraySlice<UInt8>) throws(WeightError) {
    var reader = ProtobufReader(bytes)
    var budget = AllocationBudget(fileSize: bytes.count)
    var hasGraph = false
    while let field = try reader.next() {
      switch field.number {
      case 7:
        hasGraph = true
        try readGraph(field.bytes("a graph"), &budget)
      case 14:
        let (key, value) = try Self.property(field.bytes("a property"))
        tensors.metadata[key] = value
      default: break
      }
    }
    guard hasGraph else { throw .truncated(byte: bytes.endIndex, expected: "an ONNX graph") }
    addAliases()
  }

  /// PyTorch exports equal initializers once and the others as `Identity` nodes of the first.
  private mutating func addAliases() {
    for node in nodes where node.operation == "Identity" {
      guard let input = node.inputs.first, let output = node.outputs.first,
        let tensor = tensors[input], tensors[output] == nil
      else { continue }
      tensors[output] = tensor
    }
  }

  private mutating func readGraph(
    _ message: ArraySlice<UInt8>, _ budget: inout AllocationBudget
  ) throws(WeightError) {
    var reader = ProtobufReader(message)
    while let field = try reader.next() {
      switch field.number {
      case 1:
        // Empty strings and small numbers need up to eight times their size in the file.
        try budget.reserve(8 * field.size, byte: field.byte, "a node")
        try addNode(field)
      case 5:
        let tensor = try ONNXTensor(field.bytes("a tensor"), &budget)
        try tensors.add(tensor.tensor(), as: tensor.name)
      case 15:
        throw .unsupported(
          byte: field.byte, what: "a sparse tensor", advice: "save the weights as dense tensors")
      default: break
      }
    }
  }

  private mutating func addNode(_ field: ProtobufReader.Field) throws(WeightError) {
    guard nodes.count < Self.maximumNodeCount else {
      throw .tooLarge(
        byte: field.byte, what: "the node count", size: UInt64(nodes.count) + 1,
        limit: UInt64(Self.maximumNodeCount))
    }
    nodes.append(try ONNXNode(field.bytes("a node")))
  }

  private static func property(
    _ message: ArraySlice<UInt8>
  ) throws(WeightError) -> (String, String) {
    var reader = ProtobufReader(message)
    var (key, value) = ("", "")
    while let field = try reader.next() {
      if field.number == 1 { key = try field.text("a key") }
      if field.number == 2 { value = try field.text("a value") }
    }
    return (key, value)
  }
}

/// Node of an ONNX graph, without attributes that are tensors or graphs.
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

  init(_ message: ArraySlice<UInt8>) throws(WeightError) {
    var reader = ProtobufReader(message)
    while let field = try reader.next() {
      switch field.number {
      case 1: inputs.append(try field.text("an input"))
      case 2: outputs.append(try field.text("an output"))
      case 4: operation = try field.text("an operator type")
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
      case 3: single = .int(Int64(bitPattern: try field.number("an integer")))
      case 4: single = .string(String(decoding: try field.bytes("a string"), as: UTF8.self))
      case 7: floats += try Self.floats(field)
      case 8: ints += try field.numbers("integers").map { Int64(bitPattern: $0) }
      case 9: strings.append(String(decoding: try field.bytes("a string"), as: UTF8.self))
      default: break
      }
    }
    if !ints.isEmpty { return (name, .ints(ints)) }
    if !floats.isEmpty { return (name, .floats(floats)) }
    return (name, strings.isEmpty ? single : .strings(strings))
  }

  private static func floats(_ field: ProtobufReader.Field) throws(WeightError) -> [Float] {
    let bytes = try field.floats(width: 4, "floats")
    return WeightTensor(.float32, [bytes.count / 4], bytes: bytes).floats
  }
}
