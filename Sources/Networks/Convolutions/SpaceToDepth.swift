// SPDX-License-Identifier: MIT

/// Space-to-depth for convolutions with few outputs: f neighboring pixels of a row share a vector,
/// so that its lanes are not empty. The layer becomes one with f · O outputs, a stride of f columns
/// and a kernel that is f − 1 columns wider, in which the weights of pixel p start at column p.
/// Computation drops to a third for 9×9 kernels and to a half for 3×3.
extension ConvolutionLayer {
  /// The largest number of pixels per vector that divides a row of y; 1 if it does not apply.
  func spaceToDepthFactor(forWidth width: Int) -> Int {
    guard groups == 1 && !isTransposed && stride == SpatialSize(1) else { return 1 }
    return (1...max(1, ActivationLayout.lanes / outputs)).last { width % $0 == 0 } ?? 1
  }

  /// Whether x can have as many pixels per vector as y: its channels then fill the vectors.
  func allowsSpaceToDepthInput(_ factor: Int) -> Bool {
    factor > 1 && inputs * factor == ActivationLayout.lanes
  }

  /// The layer after space-to-depth of x, too. Its stride is divided by the pixels per vector.
  func spaceToDepthInput(_ factor: Int) -> ConvolutionLayer {
    var result = self
    result.inputs *= factor
    result.kernel.width = (kernel.width + factor - 1) / factor
    result.stride.width /= factor
    return result
  }

  /// Weights of `spaceToDepthInput`: column s of channel i moves to column s / factor of pixel s %
  /// factor.
  func spaceToDepthInput(_ weights: [Float], _ factor: Int) -> [Float] {
    let narrow = (kernel.width + factor - 1) / factor
    var result = [Float](repeating: 0, count: outputs * factor * inputs * kernel.height * narrow)
    for o in 0..<outputs {
      for i in 0..<inputs {
        for row in 0..<kernel.height {
          for s in 0..<kernel.width {
            let channel = (o * factor + s % factor) * inputs + i
            let from = ((o * inputs + i) * kernel.height + row) * kernel.width + s
            result[(channel * kernel.height + row) * narrow + s / factor] = weights[from]
          }
        }
      }
    }
    return result
  }

  /// The layer that writes `factor` pixels per vector.
  func spaceToDepthOutput(_ factor: Int) -> ConvolutionLayer {
    var result = self
    result.outputs *= factor
    result.kernel.width += factor - 1
    result.stride.width *= factor
    return result
  }

  /// Weights of `spaceToDepthOutput`.
  func spaceToDepthOutput(_ weights: [Float], _ factor: Int) -> [Float] {
    let wide = kernel.width + factor - 1
    let rows = inputs * kernel.height
    var result = [Float](repeating: 0, count: factor * outputs * rows * wide)
    for pixel in 0..<factor {
      for o in 0..<outputs {
        for row in 0..<rows {
          let from = (o * rows + row) * kernel.width
          let to = ((pixel * outputs + o) * rows + row) * wide + pixel
          for k in 0..<kernel.width { result[to + k] = weights[from + k] }
        }
      }
    }
    return result
  }
}
