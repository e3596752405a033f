// SPDX-License-Identifier: MIT

/// How the nodes of an ONNX graph use values: as weights or data, or only to compute shapes.
struct ONNXGraphUse {
  /// Values that some node uses as a weight or as data. Values that only determine shapes and
  /// amounts, such as the scales of `Resize`, are not among them, nor are unused values.
  private(set) var weights: Set<String> = []
  /// Inputs of any node.
  private var used: Set<String> = []

  /// - Parameter nodes: nodes in topological order.
  init(_ nodes: [ONNXNode]) {
    for node in nodes.reversed() {
      let first = onlyComputesShapes(node) ? 0 : Self.firstAmount[node.operation] ?? .max
      for (index, input) in node.inputs.enumerated() where !input.isEmpty {
        used.insert(input)
        if index < first { weights.insert(input) }
      }
    }
  }

  /// Whether all outputs are used, and none of them as a weight or data.
  private func onlyComputesShapes(_ node: ONNXNode) -> Bool {
    let outputs = node.outputs.filter { !$0.isEmpty }
    return !outputs.isEmpty && outputs.allSatisfy { used.contains($0) && !weights.contains($0) }
  }

  /// Index of the first input that is a shape, an axis, an index, an amount, a limit or a condition;
  /// so are all inputs after it (onnx.ai/onnx/operators).
  private static let firstAmount: [String: Int] = [
    "Reshape": 1, "Resize": 1, "Upsample": 1, "Pad": 1, "Slice": 1, "Expand": 1, "Tile": 1,
    "Unsqueeze": 1, "Squeeze": 1, "Split": 1, "Gather": 1, "TopK": 1, "Clip": 1, "Dropout": 1,
    "CenterCropPad": 1, "ReduceMean": 1, "ReduceSum": 1, "ReduceMax": 1, "ReduceMin": 1,
    "ReduceProd": 1, "ReduceL1": 1, "ReduceL2": 1, "ReduceLogSum": 1, "ReduceLogSumExp": 1,
    "ReduceSumSquare": 1, "ConstantOfShape": 0, "Range": 0, "Shape": 0, "Size": 0, "If": 0,
  ]
}
