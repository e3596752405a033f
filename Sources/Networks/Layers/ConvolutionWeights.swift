// SPDX-License-Identifier: MIT

/// The weights of a convolution as code takes them: channels filled up to multiples of 16 with zeros.
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

  /// - Parameter output: how y lies, where its pixels may share vectors.
  /// - Precondition: the values are as many as the layer says.
  init(
    _ own: ConvolutionLayer, weights: [Float], bias: [Float], isPlain: Bool,
    output: ActivationLayout? = nil, inputFold: Int = 1
  ) {
    precondition(weights.count == own.weightShape.reduce(1, *), "weights of \(own.name)")
    precondition(bias.count == own.outputs, "bias of \(own.name)")
    let layer: ConvolutionLayer
    (layer, self.weights) = Self.arranged(own, weights, output, inputFold)
    self.layer = layer
    self.bias = (0..<(output?.pixels ?? 1)).flatMap { _ in bias }
    let inside = (layer.inputs / layer.groups, layer.outputs / layer.groups)
    let isWhole = inside.0 % ActivationLayout.lanes == 0 && inside.1 % ActivationLayout.lanes == 0
    let isDepthwise = inside == (1, 1) && !layer.isTransposed
    inputs = isPlain ? layer.inputs : Self.filled(layer.inputs)
    outputs = Self.filled(layer.outputs)
    groups = isPlain || layer.groups == 1 ? 1 : isDepthwise ? outputs : isWhole ? layer.groups : 1
  }

  /// The layer that gives several pixels at once, and reads several.
  private static func arranged(
    _ own: ConvolutionLayer, _ weights: [Float], _ output: ActivationLayout?, _ inputFold: Int
  ) -> (ConvolutionLayer, [Float]) {
    let fold = output?.fold ?? 1
    if let output, output.rowFold > 1 { return (own.phased(), own.phased(weights)) }
    let (layer, weights) = fold > 1 ? (own.folded(fold), own.folded(weights, fold)) : (own, weights)
    if inputFold == 1 { return (layer, weights) }
    return (layer.foldedInput(inputFold), layer.foldedInput(weights, inputFold))
  }

  /// The weights of a layer among some tensors.
  init(
    _ layer: ConvolutionLayer, in parameters: Parameters, isPlain: Bool,
    output: ActivationLayout? = nil,
    inputFold: Int = 1
  ) {
    let bias = parameters[layer.biasName]?.values
    self.init(
      layer, weights: parameters[layer.weightName]?.values ?? [],
      bias: layer.hasBias ? bias ?? [] : Array(repeating: 0, count: layer.outputs),
      isPlain: isPlain, output: output, inputFold: inputFold)
  }

  private static func filled(_ channels: Int) -> Int {
    (channels + ActivationLayout.lanes - 1) / ActivationLayout.lanes * ActivationLayout.lanes
  }

  /// The biases, and zeros for the channels that fill a block.
  func paddedBias() -> AlignedFloats { AlignedFloats(bias, count: outputs) }

  /// The weights in the order of the layer's file, with the channels filled up.
  func paddedWeights() -> AlignedFloats {
    let result = AlignedFloats([], count: paddedCount)
    weights.withUnsafeBufferPointer { own in
      guard let first = own.baseAddress else { return }
      eachRow { from, to, count in
        (result.start + to).update(from: first + from, count: count)
      }
    }
    return result
  }

  /// How many values `paddedWeights` has.
  var paddedCount: Int { axes.rows * (axes.columns / groups) * area }

  /// Adds what lies as `paddedWeights` does to values in the order of the layer's file.
  func add(_ packed: AlignedFloats, to values: inout [Float]) {
    values.withUnsafeMutableBufferPointer { values in
      eachRow { to, from, count in
        for i in 0..<count { values[to + i] += packed.start[from + i] }
      }
    }
  }

  /// Values of one kernel.
  private var area: Int { layer.kernel.rows * layer.kernel.columns }

  /// Of the two axes of channels the first is whole and the second is that of one group.
  private var axes: (rows: Int, columns: Int) {
    layer.isTransposed ? (inputs, outputs) : (outputs, inputs)
  }

  /// Where each row of the file begins, where it begins when packed, and its length.
  private func eachRow(_ body: (_ own: Int, _ packed: Int, _ count: Int) -> Void) {
    let (ownRows, ownColumns) = (layer.weightShape[0], layer.weightShape[1])
    for row in 0..<ownRows {
      let shift = groups == 1 ? row / (ownRows / layer.groups) * ownColumns : 0
      body(
        row * ownColumns * area, (row * (axes.columns / groups) + shift) * area,
        ownColumns * area)
    }
  }
}
