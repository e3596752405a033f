// SPDX-License-Identifier: MIT

/// Weights of a convolution as implementations read them, with channels zero-padded to multiples of
/// 16.
///
/// Groups of 16·k channels and depthwise convolutions stay grouped; other groups become one dense
/// convolution with zeros between the groups.
struct ConvolutionWeights: Sendable {
  let layer: ConvolutionLayer
  /// Channels of x including padding: 16·k, or C if x is plain.
  let inputs: Int
  /// Channels of y including padding: 16·k.
  let outputs: Int
  /// Groups of the padded convolution.
  let groups: Int
  private let weights: [Float]
  private let bias: [Float]

  /// Weights from their values.
  /// - Parameters:
  ///   - output: the layout of y, if pixels may share its vectors.
  ///   - inputPixels: the pixels per vector of x.
  /// - Precondition: the number of values agrees with the layer.
  init(
    _ described: ConvolutionLayer, weights: [Float], bias: [Float], isPlain: Bool,
    output: ActivationLayout? = nil, inputPixels: Int = 1
  ) {
    precondition(
      weights.count == described.weightShape.reduce(1, *),
      "\(weights.count) weights of \(described.name) \(described.weightShape)")
    precondition(
      bias.count == described.outputs,
      "\(bias.count) biases of \(described.name) with \(described.outputs) outputs")
    let layer: ConvolutionLayer
    (layer, self.weights) = Self.arranged(described, weights, output, inputPixels)
    self.layer = layer
    self.bias = (0..<(output?.pixels ?? 1)).flatMap { _ in bias }
    let group = (layer.inputs / layer.groups, layer.outputs / layer.groups)
    let hasFullBlocks =
      group.0 % ActivationLayout.lanes == 0 && group.1 % ActivationLayout.lanes == 0
    let isDepthwise = group == (1, 1) && !layer.isTransposed
    inputs = isPlain ? layer.inputs : Self.padded(layer.inputs)
    outputs = Self.padded(layer.outputs)
    groups =
      isPlain || layer.groups == 1 ? 1 : isDepthwise ? outputs : hasFullBlocks ? layer.groups : 1
  }

  /// Rearranges a layer and its weights for outputs and inputs with several pixels per vector.
  private static func arranged(
    _ described: ConvolutionLayer, _ weights: [Float], _ output: ActivationLayout?,
    _ inputPixels: Int
  ) -> (ConvolutionLayer, [Float]) {
    if let output, output.rowsPerVector > 1 {
      return (described.subPixel(), described.subPixel(weights))
    }
    var (layer, weights) = (described, weights)
    if let factor = output?.columnsPerVector, factor > 1 {
      (layer, weights) = (
        layer.spaceToDepthOutput(factor), layer.spaceToDepthOutput(weights, factor)
      )
    }
    if inputPixels > 1 {
      (layer, weights) = (
        layer.spaceToDepthInput(inputPixels), layer.spaceToDepthInput(weights, inputPixels)
      )
    }
    return (layer, weights)
  }

  /// Weights from a network's tensors.
  init(
    _ layer: ConvolutionLayer, in parameters: Parameters, isPlain: Bool,
    output: ActivationLayout? = nil, inputPixels: Int = 1
  ) {
    let bias = parameters[layer.biasName]?.values
    self.init(
      layer, weights: parameters[layer.weightName]?.values ?? [],
      bias: layer.hasBias ? bias ?? [] : Array(repeating: 0, count: layer.outputs),
      isPlain: isPlain, output: output, inputPixels: inputPixels)
  }

  private static func padded(_ channels: Int) -> Int {
    (channels + ActivationLayout.lanes - 1) / ActivationLayout.lanes * ActivationLayout.lanes
  }

  /// The bias, zero-padded to `outputs`.
  func paddedBias() -> AlignedFloats { AlignedFloats(bias, count: outputs) }

  /// The weights in the order of the file, with zero-padded channels.
  func paddedWeights() -> AlignedFloats {
    let result = AlignedFloats([], count: paddedCount)
    weights.withUnsafeBufferPointer { values in
      guard let first = values.baseAddress else { return }
      eachRow { from, to, count in
        (result.start + to).update(from: first + from, count: count)
      }
    }
    return result
  }

  /// The number of values of `paddedWeights`.
  var paddedCount: Int { axes.rows * (axes.columns / groups) * area }

  /// Adds values in the order of `paddedWeights` to values in the order of the file.
  func add(_ padded: AlignedFloats, to values: inout [Float]) {
    values.withUnsafeMutableBufferPointer { values in
      eachRow { to, from, count in
        for i in 0..<count { values[to + i] += padded.start[from + i] }
      }
    }
  }

  /// The number of values of one kernel.
  private var area: Int { layer.kernel.height * layer.kernel.width }

  /// The two channel axes; the second is that of one group.
  private var axes: (rows: Int, columns: Int) {
    layer.isTransposed ? (inputs, outputs) : (outputs, inputs)
  }

  /// Calls `body` with the start of each row of the file, its start in `paddedWeights`, and its
  /// length.
  private func eachRow(_ body: (_ plain: Int, _ padded: Int, _ count: Int) -> Void) {
    let (rows, columns) = (layer.weightShape[0], layer.weightShape[1])
    for row in 0..<rows {
      let shift = groups == 1 ? row / (rows / layer.groups) * columns : 0
      body(
        row * columns * area, (row * (axes.columns / groups) + shift) * area,
        columns * area)
    }
  }
}
