// SPDX-License-Identifier: MIT

/// A 3×3 convolution of a picture that was made twice as large sees each pixel of the small one two or
/// four times. It is the same as one of the small picture whose channels are the four pixels that
/// become of each, its phases: their weights are sums of those that see the same pixel. The large
/// picture is then never written, and where few channels would leave lanes empty the work is less.
///
/// The large picture reflected at an edge is the small one's last pixel again, as is that repeated.
extension ConvolutionLayer {
  /// Whether it can be done and pays: 4 and 8 outputs leave lanes empty, 16 become enough for Winograd's
  /// tiles; with more there is nothing but the smaller input to gain.
  var hasPhases: Bool {
    kernel == SpatialSize(3) && stride == SpatialSize(1) && groups == 1 && !isTransposed
      && margins == Padding(1) && edge != .zero && [4, 8, 16].contains(outputs)
  }

  /// The convolution of the small picture.
  func phased() -> ConvolutionLayer {
    var result = self
    (result.outputs, result.edge) = (4 * outputs, .replicate)
    return result
  }

  /// Its weights: row r of the kernel sees, from row p of two, the small picture's row (p + r + 1) / 2.
  func phased(_ weights: [Float]) -> [Float] {
    let size = outputs * inputs * 9
    var result = [Float](repeating: 0, count: 4 * size)
    for phase in 0..<4 {
      for kernel in 0..<outputs * inputs {
        for place in 0..<9 {
          let row = (phase / 2 + place / 3 + 1) / 2
          let column = (phase % 2 + place % 3 + 1) / 2
          result[phase * size + 9 * kernel + 3 * row + column] += weights[9 * kernel + place]
        }
      }
    }
    return result
  }
}
