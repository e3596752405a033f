// SPDX-License-Identifier: MIT

/// The initializers and operations of an ONNX model (onnx.proto: ModelProto, GraphProto).
public struct ONNXFile: Equatable, Sendable {
  /// The initializers, in the file's order, with the model's `metadata_props`.
  public private(set) var tensors = NamedTensors()
  /// The operations of the graph, in order.
  public private(set) var nodes: [ONNXNode] = []

  /// More operations than any network of ours has.
  static let mostNodes = 65_536

  /// A model out of the bytes of a file.
  /// - Throws: `WeightError`; sizes are compared with the file's before memory is taken.
  public init(_ bytes: ArraySlice<UInt8>) throws(WeightError) {
    var reader = ProtobufReader(bytes)
    var allowance = Allowance(fileSize: bytes.count)
    var hasGraph = false
    while let field = try reader.next() {
      switch field.number {
      case 7:
        hasGraph = true
        try readGraph(field.bytes("a graph"), &allowance)
      case 14:
        let (key, value) = try Self.property(field.bytes("a property"))
        tensors.metadata[key] = value
      default: break
      }
    }
    guard hasGraph else { throw .cut(byte: bytes.endIndex, expected: "a graph of ONNX") }
    addAliases()
  }

  /// PyTorch writes initializers that are equal once, and the others as the identity of it.
  private mutating func addAliases() {
    for node in nodes where node.operation == "Identity" {
      guard let input = node.inputs.first, let output = node.outputs.first,
        let tensor = tensors[input], tensors[output] == nil
      else { continue }
      tensors[output] = tensor
    }
  }

  private mutating func readGraph(
    _ message: ArraySlice<UInt8>, _ allowance: inout Allowance
  ) throws(WeightError) {
    var reader = ProtobufReader(message)
    while let field = try reader.next() {
      switch field.number {
      case 1:
        // Empty texts and small numbers take eight times their place in the file.
        try allowance.take(8 * field.size, byte: field.byte, "an operation")
        try addNode(field)
      case 5:
        let tensor = try ONNXTensor(field.bytes("a tensor"), &allowance)
        try tensors.add(tensor.tensor(), as: tensor.name)
      case 15:
        throw .unsupported(
          byte: field.byte, what: "a sparse tensor", advice: "save the weights dense")
      default: break
      }
    }
  }

  private mutating func addNode(_ field: ProtobufReader.Field) throws(WeightError) {
    guard nodes.count < Self.mostNodes else {
      throw .tooLarge(
        byte: field.byte, what: "a number of operations", size: UInt64(nodes.count) + 1,
        most: UInt64(Self.mostNodes))
    }
    nodes.append(try ONNXNode(field.bytes("an operation")))
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
