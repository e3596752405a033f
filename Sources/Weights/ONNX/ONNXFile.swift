// SPDX-License-Identifier: MIT

/// Initializers and nodes of an ONNX model (onnx.proto: ModelProto, GraphProto).
public struct ONNXFile: Equatable, Sendable {
  /// The initializers and the values of `Constant` nodes in file order, with the model's
  /// `metadata_props`. Integers of types that no weight has are left out.
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
    findWeights()
  }

  /// Weights are never integers.
  private mutating func findWeights() {
    let use = ONNXGraphUse(nodes, constants: Set(tensors.names))
    tensors.notes.graphWeights = use.weights.union(
      use.momentOperands.filter { tensors[$0]?.count != 1 }
    ).filter { tensors[$0]?.type.isFloating == true }
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
      case 1: try addNode(field, &budget)
      case 5:
        let tensor = try ONNXTensor(field.bytes("a tensor"), &budget)
        try add(tensor, as: tensor.name)
      case 15:
        throw .unsupported(
          byte: field.byte, what: "a sparse tensor", advice: "save the weights as dense tensors")
      default: break
      }
    }
  }

  private mutating func add(_ tensor: ONNXTensor, as name: String) throws(WeightError) {
    if tensor.isReadable { return try tensors.add(tensor.tensor(), as: name) }
    tensors.notes.ignored.append(name)
  }

  private mutating func addNode(
    _ field: ProtobufReader.Field, _ budget: inout AllocationBudget
  ) throws(WeightError) {
    guard nodes.count < Self.maximumNodeCount else {
      throw .tooLarge(
        byte: field.byte, what: "the node count", size: UInt64(nodes.count) + 1,
        limit: UInt64(Self.maximumNodeCount))
    }
    let node = try ONNXNode(field.bytes("a node"), &budget)
    nodes.append(node)
    if let (name, tensor) = try node.constant(&budget) { try add(tensor, as: name) }
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
