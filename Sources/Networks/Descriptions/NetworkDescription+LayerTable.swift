// SPDX-License-Identifier: MIT

import Normalization

/// Output shape and cost of one layer.
public struct LayerSummary: Encodable, Equatable, Sendable {
  /// The name of a convolution, site or level; empty for other layers.
  public let name: String
  /// The operation, such as “conv 3×3, relu”.
  public let kind: String
  /// C × H × W of the output.
  public let shape: [Int]
  /// The number of weights, biases, γ, β and running moments.
  public let parameters: Int
  /// Multiply-adds of a direct convolution; 0 for other layers.
  public let multiplyAdds: Int
}

extension NetworkDescription {
  /// Returns all layers in order for one input, with the layers of residual blocks before the sum.
  ///
  /// A picture is padded to the network's `multiple`, as in a run.
  /// - Throws: the `NetworkError` that a run of that size throws, such as `.tooSmall`.
  public func layerTable(inputSize: SpatialSize) throws(NetworkError) -> [LayerSummary] {
    try check()
    let size = inputSize.rounded(upToMultipleOf: output == nil ? 1 : multiple)
    var (shape, rows) = (Shape(1, inputs, size.height, size.width), [LayerSummary]())
    for layer in encoder + decoder { shape = try layer.summarize(shape, into: &rows) }
    return rows
  }
}

extension Layer {
  /// Appends the layer's rows and returns its output shape.
  fileprivate func summarize(
    _ input: Shape, into rows: inout [LayerSummary]
  ) throws(NetworkError) -> Shape {
    let output = try outputShape(of: input)
    if case .residual(let body) = self {
      var shape = input
      for layer in body { shape = try layer.summarize(shape, into: &rows) }
    }
    rows.append(
      LayerSummary(
        name: summaryName, kind: kind, shape: [output.c, output.h, output.w],
        parameters: parameterCount, multiplyAdds: multiplyAdds(input, output)))
    return output
  }

  private var summaryName: String {
    switch self {
    case .convolution(let layer): layer.name
    case .site(let site): site.name
    case .level(let level): "level\(level)"
    case .activation, .pooling, .upsampling, .residual: ""
    }
  }

  private var kind: String {
    switch self {
    case .convolution(let layer): layer.kind
    case .site(let site): "site, \(site.source.kind)"
    case .activation(let activation): activation.rawValue
    case .pooling(let layer):
      "\(layer.kind.rawValue) \(layer.window.height)×\(layer.window.width)"
    case .upsampling: "upsample ×2"
    case .residual: "+ x"
    case .level: "style moments"
    }
  }

  private var parameterCount: Int {
    switch self {
    case .convolution(let layer): layer.weightCount + (layer.hasBias ? layer.outputs : 0)
    case .site(let site): site.parameterNames.count * site.channels
    case .activation, .pooling, .upsampling, .residual, .level: 0
    }
  }

  private func multiplyAdds(_ input: Shape, _ output: Shape) -> Int {
    guard case .convolution(let layer) = self else { return 0 }
    return layer.weightCount * (layer.isTransposed ? input : output).planeSize
  }
}

extension ConvolutionLayer {
  fileprivate var weightCount: Int { weightShape.reduce(1, *) }

  fileprivate var kind: String {
    "\(isTransposed ? "transposed" : "conv") \(kernel.height)×\(kernel.width)"
      + (stride == SpatialSize(1) ? "" : " /\(stride.height)") + (appliesReLU ? ", relu" : "")
  }
}

extension Site.Source {
  fileprivate var kind: String {
    switch self {
    case .style(let level): "style of level \(level)"
    case .instance: "stored γ and β"
    case .batch: "running moments"
    case .none: "none"
    }
  }
}
