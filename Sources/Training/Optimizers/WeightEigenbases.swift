// SPDX-License-Identifier: MIT

import Networks

/// Eigenbasis of the gradient covariance of a weight tensor along one of its modes.
struct Eigenbasis: Equatable, Sendable {
  /// Decay of the running mean of the covariance, per step.
  private static let decay: Float = 0.95

  /// Running mean of G · Gᵀ, where the rows of the unfolded gradient G belong to the mode.
  private(set) var covariance: Matrix
  /// Estimated eigenvectors, one per row. Repeated updates order them by falling eigenvalue.
  private(set) var vectors: Matrix

  /// A basis restored from a checkpoint.
  init(covariance: Matrix, vectors: Matrix) {
    (self.covariance, self.vectors) = (covariance, vectors)
  }

  /// The identity basis with zero covariance.
  init(_ side: Int) {
    vectors = .identity(side)
    covariance = Matrix(side, side, Array(repeating: 0, count: side * side))
  }

  /// Adds G · Gᵀ of one step to the running mean.
  mutating func updateCovariance(with product: Matrix) {
    covariance.values.withUnsafeMutableBufferPointer { sums in
      product.values.withUnsafeBufferPointer { product in
        for i in sums.indices { sums[i] += (1 - Self.decay) * (product[i] - sums[i]) }
      }
    }
  }

  /// Performs one step of orthogonal iteration (Golub & Van Loan 2013, 8.2.4), enough to track a
  /// covariance that changes slowly.
  mutating func updateVectors() throws(NetworkError) {
    vectors = try Matrix.product(vectors, covariance).orthonormalized()
  }
}

/// Eigenbases of a convolution's weights [outputs, inputs, height, width]: one each for outputs,
/// taps (kernel positions) and inputs. Tensors in these bases are stored as [outputs, taps,
/// inputs].
struct WeightEigenbases: Equatable, Sendable {
  var outputs: Eigenbasis
  var taps: Eigenbasis
  var inputs: Eigenbasis

  /// Identity bases; nil for tensors that are not 4-dimensional.
  init?(_ shape: [Int]) {
    guard shape.count == 4 else { return nil }
    outputs = Eigenbasis(shape[0])
    taps = Eigenbasis(shape[2] * shape[3])
    inputs = Eigenbasis(shape[1])
  }

  init(outputs: Eigenbasis, taps: Eigenbasis, inputs: Eigenbasis) {
    (self.outputs, self.taps, self.inputs) = (outputs, taps, inputs)
  }

  private var counts: (outputs: Int, taps: Int, inputs: Int) {
    (outputs.vectors.rows, taps.vectors.rows, inputs.vectors.rows)
  }

  /// Adds a gradient [outputs, inputs, height, width] to the covariance of every mode.
  mutating func updateCovariances(with gradient: [Float]) throws(NetworkError) {
    let (o, t, i) = counts
    let g = tapsBeforeInputs(gradient)
    let wide = Matrix(o, t * i, g)
    outputs.updateCovariance(with: try .product(wide, wide, transposing: .second))
    let long = Matrix(o * t, i, g)
    inputs.updateCovariance(with: try .product(long, long, transposing: .first))
    taps.updateCovariance(with: tapProducts(g))
  }

  /// Updates the eigenvectors of every mode.
  mutating func updateEigenvectors() throws(NetworkError) {
    try outputs.updateVectors()
    try taps.updateVectors()
    try inputs.updateVectors()
  }

  /// Returns a tensor [outputs, inputs, height, width] in the eigenbases.
  func project(_ values: [Float]) throws(NetworkError) -> [Float] {
    let (o, t, i) = counts
    let a = try Matrix.product(outputs.vectors, Matrix(o, t * i, tapsBeforeInputs(values)))
    let b = try Matrix.product(Matrix(o * t, i, a.values), inputs.vectors, transposing: .second)
    return multiplyingTaps(of: b.values, by: taps.vectors.values)
  }

  /// Inverse of `project`.
  func projectBack(_ values: [Float]) throws(NetworkError) -> [Float] {
    let (o, t, i) = counts
    let a = try Matrix.product(outputs.vectors, Matrix(o, t * i, values), transposing: .first)
    let b = try Matrix.product(Matrix(o * t, i, a.values), inputs.vectors)
    let transposed = (0..<t * t).map { taps.vectors.values[$0 % t * t + $0 / t] }
    return inputsBeforeTaps(multiplyingTaps(of: b.values, by: transposed))
  }

  /// [outputs, inputs, taps] to [outputs, taps, inputs].
  private func tapsBeforeInputs(_ values: [Float]) -> [Float] {
    transposingLastAxes(of: values, counts.inputs, counts.taps)
  }

  /// [outputs, taps, inputs] to [outputs, inputs, taps].
  private func inputsBeforeTaps(_ values: [Float]) -> [Float] {
    transposingLastAxes(of: values, counts.taps, counts.inputs)
  }

  private func transposingLastAxes(of values: [Float], _ rows: Int, _ columns: Int) -> [Float] {
    let size = rows * columns
    return [Float](unsafeUninitializedCapacity: values.count) { result, count in
      values.withUnsafeBufferPointer { values in
        for start in stride(from: 0, to: values.count, by: size) {
          for row in 0..<rows {
            for column in 0..<columns {
              result[start + column * rows + row] = values[start + row * columns + column]
            }
          }
        }
      }
      count = values.count
    }
  }

  /// Multiplies the taps of each output [taps, inputs] by a matrix [taps, taps] from the left.
  private func multiplyingTaps(of values: [Float], by matrix: [Float]) -> [Float] {
    let (o, t, i) = counts
    var result = [Float](repeating: 0, count: values.count)
    result.withUnsafeMutableBufferPointer { result in
      values.withUnsafeBufferPointer { values in
        guard let y = result.baseAddress, let x = values.baseAddress else { return }
        for output in 0..<o {
          for to in 0..<t {
            for from in 0..<t {
              let factor = matrix[to * t + from]
              let (a, b) = (y + (output * t + to) * i, x + (output * t + from) * i)
              for k in 0..<i { a[k] += factor * b[k] }
            }
          }
        }
      }
    }
    return result
  }

  /// Returns G · Gᵀ of the tap mode, [taps, taps].
  private func tapProducts(_ values: [Float]) -> Matrix {
    let (o, t, i) = counts
    var sums = [Float](repeating: 0, count: t * t)
    values.withUnsafeBufferPointer { values in
      guard let x = values.baseAddress else { return }
      for output in 0..<o {
        for a in 0..<t {
          for b in 0...a {
            sums[a * t + b] += DotProduct.value(
              x + (output * t + a) * i, x + (output * t + b) * i, i)
          }
        }
      }
    }
    return Matrix(t, t, (0..<t * t).map { sums[max($0 / t, $0 % t) * t + min($0 / t, $0 % t)] })
  }
}
