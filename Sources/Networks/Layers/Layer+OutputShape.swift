// SPDX-License-Identifier: MIT

import Normalization

extension Layer {
  /// Returns the shape of the output for an input N × C × H × W.
  ///
  /// Plans of runs and `NetworkDescription.layerTable` both use this function.
  /// - Throws: `NetworkError.channels`, `.tooSmall` or `.tooLarge`.
  func outputShape(of input: Shape) throws(NetworkError) -> Shape {
    switch self {
    case .convolution(let layer):
      try check(layer.inputs, input, layer.name)
      return try shape(
        layer.outputSize(of: SpatialSize(input.h, input.w)), layer.outputs, input, layer.name)
    case .pooling(let layer):
      return try shape(
        layer.outputSize(of: SpatialSize(input.h, input.w)), input.c, input,
        "\(layer.kind.rawValue) pooling")
    case .site(let site):
      try check(site.channels, input, site.name)
      return input
    case .upsampling:
      return try shape(SpatialSize(2 * input.h, 2 * input.w), input.c, input, "upsampling")
    case .residual(let body):
      var output = input
      for layer in body { output = try layer.outputShape(of: output) }
      guard output == input else {
        throw .channels("residual", expected: input.c, found: output.c)
      }
      return output
    case .activation, .level: return input
    }
  }

  private func check(_ channels: Int, _ input: Shape, _ name: String) throws(NetworkError) {
    guard input.c == channels else {
      throw .channels(name, expected: channels, found: input.c)
    }
  }

  private func shape(
    _ size: SpatialSize, _ channels: Int, _ input: Shape, _ name: String
  ) throws(NetworkError) -> Shape {
    guard size.height > 0 && size.width > 0 else { throw .tooSmall(name, input) }
    let output = Shape(input.n, channels, size.height, size.width)
    try output.checkSize()
    return output
  }
}

extension Shape {
  /// The error for an activation of this shape.
  var tooLarge: NetworkError { .tooLarge(rows: h, columns: w, channels: c) }

  /// Checks the limits of activations: 2²⁰ rows or columns, and 2³⁴ values (64 GB).
  /// - Throws: `NetworkError.tooLarge`.
  func checkSize() throws(NetworkError) {
    let values = [n, c, h, w].reduce(1) { $0 * Double($1) }
    guard max(h, w) <= 1 << 20, values <= 0x1p34 else { throw tooLarge }
  }
}
