// SPDX-License-Identifier: MIT

/// The weights of a convolution for oneDNN: channels filled up to multiples of 16 with zeros.
///
/// Groups of 16·k channels, and one channel a group, stay groups; others become one dense
/// convolution with zeros between the groups.
struct ConvolutionWeights: Sendable {
  let layer: ConvolutionLayer
  /// Channels of x that are read; 16·k, or C of a plain x.
  let inputs: Int
  /// Channels of y that are written: 16·k.
  let outputs: Int
  /// Groups that oneDNN is told of.
  let groups: Int
  private let weights: [Float]
  private let bias: [Float]

  /// - Precondition: the values are as many as the layer says.
  init(_ layer: ConvolutionLayer, weights: [Float], bias: [Float], isPlain: Bool) {
    precondition(weights.count == layer.weightShape.reduce(1, *), "weights of \(layer.name)")
    precondition(bias.count == layer.outputs, "bias of \(layer.name)")
    (self.layer, self.weights, self.bias) = (layer, weights, bias)
    let inside = (layer.inputs / layer.groups, layer.outputs / layer.groups)
    let isWhole = inside.0 % Layout.lanes == 0 && inside.1 % Layout.lanes == 0
    let isDepthwise = inside == (1, 1) && !layer.isTransposed
    inputs = isPlain ? layer.inputs : Self.filled(layer.inputs)
    outputs = Self.filled(layer.outputs)
    groups = isPlain || layer.groups == 1 ? 1 : isDepthwise ? outputs : isWhole ? layer.groups : 1
  }

  private static func filled(_ channels: Int) -> Int {
    (channels + Layout.lanes - 1) / Layout.lanes * Layout.lanes
  }

  /// The biases, and zeros for the channels that fill a block.
  func packedBias() -> AlignedFloats { AlignedFloats(bias, count: outputs) }

  /// The weights in the order of the layer's file, with the channels filled up.
  func packedWeights() -> AlignedFloats {
    let size = layer.kernel.rows * layer.kernel.columns
    // Of the two axes of channels the first is whole and the second is that of one group.
    let (rows, columns) = layer.isTransposed ? (inputs, outputs) : (outputs, inputs)
    let (ownRows, ownColumns) = (layer.weightShape[0], layer.weightShape[1])
    let result = AlignedFloats([], count: rows * (columns / groups) * size)
    for row in 0..<ownRows {
      let shift = groups == 1 ? row / (ownRows / layer.groups) * ownColumns : 0
      for column in 0..<ownColumns {
        let from = (row * ownColumns + column) * size
        let to = (row * (columns / groups) + shift + column) * size
        for i in 0..<size { result.start[to + i] = weights[from + i] }
      }
    }
    return result
  }
}
