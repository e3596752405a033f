// SPDX-License-Identifier: MIT

import Normalization

/// Layers of networks as plain loops in Double, directly from their formulas.
extension Naive {
  /// Returns y[i, j] = x[rows(i), columns(j)]; 0 if either is nil.
  public static func gather(
    _ x: Tensor<Double>, rows: [Int?], columns: [Int?]
  ) -> Tensor<Double> {
    map(x, x.shape.c, rows.count, columns.count) { n, c, i, j in
      guard let row = rows[i], let column = columns[j] else { return 0 }
      return x[n, c, row, column]
    }
  }

  /// Returns Σ w · x + b over the kernel and the channels of the group, with zero padding.
  public static func convolve(
    _ x: Tensor<Double>, _ weights: Tensor<Double>, _ bias: [Double], stride: (Int, Int) = (1, 1),
    zeros: Int = 0, groups: Int = 1
  ) -> Tensor<Double> {
    let (inputs, kernel) = (weights.shape.c, (weights.shape.h, weights.shape.w))
    let outputs = weights.shape.n
    let height = (x.shape.h + 2 * zeros - kernel.0) / stride.0 + 1
    let width = (x.shape.w + 2 * zeros - kernel.1) / stride.1 + 1
    return map(x, outputs, height, width) { n, o, i, j in
      let first = o / (outputs / groups) * inputs
      var sum = bias[o]
      for c in 0..<inputs {
        for r in 0..<kernel.0 {
          for s in 0..<kernel.1 {
            let (row, column) = (i * stride.0 + r - zeros, j * stride.1 + s - zeros)
            guard 0..<x.shape.h ~= row && 0..<x.shape.w ~= column else { continue }
            sum += weights[o, c, r, s] * x[n, first + c, row, column]
          }
        }
      }
      return sum
    }
  }

  /// Transposed convolution: adds x · w to y for each value of x, then removes `cut` rows and
  /// columns on each side.
  public static func transposed(
    _ x: Tensor<Double>, _ weights: Tensor<Double>, _ bias: [Double], stride: Int, cut: Int
  ) -> Tensor<Double> {
    let (outputs, kernel) = (weights.shape.c, weights.shape.h)
    let height = (x.shape.h - 1) * stride + kernel - 2 * cut
    let width = (x.shape.w - 1) * stride + kernel - 2 * cut
    var y = map(x, outputs, height, width) { _, o, _, _ in bias[o] }
    for n in 0..<x.shape.n {
      for c in 0..<x.shape.c {
        for o in 0..<outputs {
          for i in 0..<x.shape.h * x.shape.w {
            let value = x[n, c, i / x.shape.w, i % x.shape.w]
            for k in 0..<kernel * kernel {
              let row = i / x.shape.w * stride + k / kernel - cut
              let column = i % x.shape.w * stride + k % kernel - cut
              guard 0..<height ~= row && 0..<width ~= column else { continue }
              y[n, o, row, column] += value * weights[c, o, k / kernel, k % kernel]
            }
          }
        }
      }
    }
    return y
  }

  /// Returns the maximum or mean of windows; with `isCeiling`, windows at the end may be partial.
  public static func pool(
    _ x: Tensor<Double>, isMaximum: Bool, window: Int, stride: Int, isCeiling: Bool
  ) -> Tensor<Double> {
    func starts(_ size: Int) -> [Int] {
      Swift.stride(from: 0, to: size, by: stride).filter {
        isCeiling ? $0 == 0 || $0 - stride + window < size : $0 + window <= size
      }
    }
    let (rows, columns) = (starts(x.shape.h), starts(x.shape.w))
    return map(x, x.shape.c, rows.count, columns.count) { n, c, i, j in
      var values: [Double] = []
      for row in rows[i]..<min(x.shape.h, rows[i] + window) {
        for column in columns[j]..<min(x.shape.w, columns[j] + window) {
          values.append(x[n, c, row, column])
        }
      }
      return isMaximum
        ? values.reduce(-.infinity, max) : values.reduce(0, +) / Double(values.count)
    }
  }

  /// Returns the tensor with `change` applied to each value.
  public static func each(
    _ x: Tensor<Double>, _ change: (Double) -> Double
  ) -> Tensor<Double> {
    Tensor(x.shape, elements: x.elements.map(change))
  }

  private static func map(
    _ x: Tensor<Double>, _ channels: Int, _ height: Int, _ width: Int,
    _ value: (Int, Int, Int, Int) -> Double
  ) -> Tensor<Double> {
    var y = Tensor<Double>(Shape(x.shape.n, channels, height, width))
    for n in 0..<y.shape.n {
      for c in 0..<channels {
        for i in 0..<height {
          for j in 0..<width { y[n, c, i, j] = value(n, c, i, j) }
        }
      }
    }
    return y
  }
}
