// SPDX-License-Identifier: MIT

/// A vector has room for f neighbouring pixels of a picture's three channels. The last convolution of
/// a network writes them together: it becomes one with f · O outputs, a stride of f columns, and a
/// kernel that is f − 1 columns wider, in which pixel p's weights begin at column p. Of 9×9 that
/// leaves a third of the work, of 3×3 a half.
extension ConvolutionLayer {
  /// The most pixels for a row of `columns`, without any left over; 1 where it cannot be done.
  func fold(for columns: Int) -> Int {
    guard groups == 1 && !isTransposed && stride == SpatialSize(1) else { return 1 }
    return (1...max(1, ActivationLayout.lanes / outputs)).last { columns % $0 == 0 } ?? 1
  }

  /// Whether x may be folded as y is: its channels then fill the vectors.
  func foldsInput(_ fold: Int) -> Bool { fold > 1 && inputs * fold == ActivationLayout.lanes }

  /// The folded convolution that reads as many pixels at once as it writes; its stride is gone.
  func foldedInput(_ fold: Int) -> ConvolutionLayer {
    var result = self
    result.inputs *= fold
    result.kernel.columns = (kernel.columns + fold - 1) / fold
    result.stride.columns /= fold
    return result
  }

  /// Its weights: column s of channel i is in column s / f of pixel s % f.
  func foldedInput(_ weights: [Float], _ fold: Int) -> [Float] {
    let narrow = (kernel.columns + fold - 1) / fold
    var result = [Float](repeating: 0, count: outputs * fold * inputs * kernel.rows * narrow)
    for o in 0..<outputs {
      for i in 0..<inputs {
        for row in 0..<kernel.rows {
          for s in 0..<kernel.columns {
            let channel = (o * fold + s % fold) * inputs + i
            let from = ((o * inputs + i) * kernel.rows + row) * kernel.columns + s
            result[(channel * kernel.rows + row) * narrow + s / fold] = weights[from]
          }
        }
      }
    }
    return result
  }

  /// The convolution that writes `fold` pixels at once.
  func folded(_ fold: Int) -> ConvolutionLayer {
    var result = self
    result.outputs *= fold
    result.kernel.columns += fold - 1
    result.stride.columns *= fold
    return result
  }

  /// Its weights.
  func folded(_ weights: [Float], _ fold: Int) -> [Float] {
    let wide = kernel.columns + fold - 1
    let rows = inputs * kernel.rows
    var result = [Float](repeating: 0, count: fold * outputs * rows * wide)
    for pixel in 0..<fold {
      for o in 0..<outputs {
        for row in 0..<rows {
          let from = (o * rows + row) * kernel.columns
          let to = ((pixel * outputs + o) * rows + row) * wide + pixel
          for k in 0..<kernel.columns { result[to + k] = weights[from + k] }
        }
      }
    }
    return result
  }
}
