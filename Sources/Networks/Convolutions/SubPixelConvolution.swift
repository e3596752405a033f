// SPDX-License-Identifier: MIT

/// Nearest-neighbor upsampling by 2 and a 3×3 convolution, computed as one sub-pixel convolution.
///
/// The convolution sees each pixel of the small input two or four times. Equivalently, a
/// convolution of the small input computes the four output pixels of each input pixel as 4 · O
/// channels (its polyphase components), with weights that are sums of those that see the same
/// pixel. The upsampled activation is never written, and with few outputs fewer lanes are empty.
///
/// Reflection and replication padding of the upsampled input both repeat the last pixel of the
/// small one.
extension ConvolutionLayer {
  /// Whether the rewrite applies and pays. With 4 and 8 outputs lanes would be empty; 16 outputs
  /// become enough for Winograd; with more outputs only the smaller input is gained.
  var isSubPixelConvolution: Bool {
    kernel == SpatialSize(3) && stride == SpatialSize(1) && groups == 1 && !isTransposed
      && padding == Padding(1) && paddingMode != .zero && [4, 8, 16].contains(outputs)
  }

  /// The convolution of the small input, with 4 · O outputs.
  func subPixel() -> ConvolutionLayer {
    var result = self
    (result.outputs, result.paddingMode) = (4 * outputs, .replicate)
    return result
  }

  /// Weights of `subPixel`: for output row p of 2, kernel row r sees input row (p + r + 1) / 2.
  func subPixel(_ weights: [Float]) -> [Float] {
    let size = outputs * inputs * 9
    var result = [Float](repeating: 0, count: 4 * size)
    for component in 0..<4 {
      for kernel in 0..<outputs * inputs {
        for place in 0..<9 {
          let row = (component / 2 + place / 3 + 1) / 2
          let column = (component % 2 + place % 3 + 1) / 2
          result[component * size + 9 * kernel + 3 * row + column] += weights[9 * kernel + place]
        }
      }
    }
    return result
  }
}
