// SPDX-License-Identifier: MIT

/// How the nodes of an ONNX graph use values: as weights or data, or only to compute shapes.
struct ONNXGraphUse {
  /// Values that some node uses as a weight or as data. Values that only determine shapes and
  /// amounts, such as the scales of `Resize`, are not among them, nor are unused values.
  private(set) var weights: Set<String> = []
  /// Values that some node combines with means or variances only. Single ones are no weights: ε and
  /// the numerator 1 of a normalization that the exporter has decomposed.
  private(set) var momentOperands: Set<String> = []
  /// Inputs of any node.
  private var used: Set<String> = []

  /// - Parameters:
  ///   - nodes: nodes in topological order.
  ///   - constants: names of initializers and of the values of `Constant` nodes.
  init(_ nodes: [ONNXNode], constants: Set<String>) {
    let moments = Self.moments(nodes, constants)
    for node in nodes.reversed() {
      let first = onlyComputesShapes(node) ? 0 : Self.firstAmount[node.operation] ?? .max
      let usesMoments = Self.combinesMoments(node, moments, constants)
      for (index, input) in node.inputs.enumerated() where !input.isEmpty {
        used.insert(input)
        guard index < first else { continue }
        if usesMoments && constants.contains(input) {
          momentOperands.insert(input)
        } else {
          weights.insert(input)
        }
      }
    }
  }

  /// Returns the outputs of means and sums, and of nodes that combine those with constants only.
  private static func moments(_ nodes: [ONNXNode], _ constants: Set<String>) -> Set<String> {
    nodes.reduce(into: []) { moments, node in
      let isReduction = ["ReduceMean", "ReduceSum", "ReduceSumSquare"].contains(node.operation)
      if isReduction || combinesMoments(node, moments, constants) {
        moments.formUnion(node.outputs)
      }
    }
  }

  /// Whether a node has inputs that are not constants, all of them moments.
  private static func combinesMoments(
    _ node: ONNXNode, _ moments: Set<String>, _ constants: Set<String>
  ) -> Bool {
    let values = node.inputs.filter { !$0.isEmpty && !constants.contains($0) }
    return !values.isEmpty && values.allSatisfy(moments.contains)
  }

  /// Whether all outputs are used, and none of them as a weight or data.
  private func onlyComputesShapes(_ node: ONNXNode) -> Bool {
    let outputs = node.outputs.filter { !$0.isEmpty }
    return !outputs.isEmpty && outputs.allSatisfy { used.contains($0) && !weights.contains($0) }
  }

  /// Index of the first input that is a shape, an axis, an index, an amount, a limit, an exponent or a
  /// condition; so are all inputs after it (onnx.ai/onnx/operators).
  private static let firstAmount: [String: Int] = [
    "Reshape": 1, "Resize": 1, "Upsample": 1, "Pad": 1, "Slice": 1, "Expand": 1, "Tile": 1,
    "Unsqueeze": 1, "Squeeze": 1, "Split": 1, "Gather": 1, "TopK": 1, "Clip": 1, "Dropout": 1,
    "CenterCropPad": 1, "ReduceMean": 1, "ReduceSum": 1, "ReduceMax": 1, "ReduceMin": 1,
    "ReduceProd": 1, "Pow": 1, "ReduceL1": 1, "ReduceL2": 1, "ReduceLogSum": 1,
    "ReduceLogSumExp": 1,
    "ReduceSumSquare": 1, "ConstantOfShape": 0, "Range": 0, "Shape": 0, "Size": 0, "If": 0,
  ]
}
