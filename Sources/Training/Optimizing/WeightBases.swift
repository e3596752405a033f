// SPDX-License-Identifier: MIT

import Networks

/// The bases of a convolution's weights [outputs, inputs, height, width]: one each for outputs, taps and
/// inputs. Within them weights are kept as [outputs, taps, inputs].
struct WeightBases: Equatable, Sendable {
  var outputs: Eigenbasis
  var taps: Eigenbasis
  var inputs: Eigenbasis

  /// Bases that have seen nothing; nil for tensors of other kinds.
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

  /// Adds what a gradient, in the order of the file, says of every mode.
  mutating func observe(_ gradient: [Float]) throws(NetworkError) {
    let (o, t, i) = counts
    let g = order(gradient)
    let wide = Matrix(o, t * i, g)
    outputs.observe(try .product(wide, wide, transposing: .second))
    let long = Matrix(o * t, i, g)
    inputs.observe(try .product(long, long, transposing: .first))
    taps.observe(tapProducts(g))
  }

  /// Follows what was observed.
  mutating func follow() throws(NetworkError) {
    try outputs.follow()
    try taps.follow()
    try inputs.follow()
  }

  /// From the file's order into the bases.
  func rotated(_ values: [Float]) throws(NetworkError) -> [Float] {
    let (o, t, i) = counts
    let a = try Matrix.product(outputs.vectors, Matrix(o, t * i, order(values)))
    let b = try Matrix.product(Matrix(o * t, i, a.values), inputs.vectors, transposing: .second)
    return turned(b.values, by: taps.vectors.values)
  }

  /// And back.
  func restored(_ values: [Float]) throws(NetworkError) -> [Float] {
    let (o, t, i) = counts
    let a = try Matrix.product(outputs.vectors, Matrix(o, t * i, values), transposing: .first)
    let b = try Matrix.product(Matrix(o * t, i, a.values), inputs.vectors)
    let back = (0..<t * t).map { taps.vectors.values[$0 % t * t + $0 / t] }
    return disorder(turned(b.values, by: back))
  }

  /// [outputs, inputs, taps] to [outputs, taps, inputs].
  private func order(_ values: [Float]) -> [Float] {
    swap(values, counts.inputs, counts.taps)
  }

  private func disorder(_ values: [Float]) -> [Float] {
    swap(values, counts.taps, counts.inputs)
  }

  private func swap(_ values: [Float], _ rows: Int, _ columns: Int) -> [Float] {
    let side = rows * columns
    return [Float](unsafeUninitializedCapacity: values.count) { result, count in
      values.withUnsafeBufferPointer { values in
        for start in stride(from: 0, to: values.count, by: side) {
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

  /// Each output's taps multiplied by a matrix.
  private func turned(_ values: [Float], by matrix: [Float]) -> [Float] {
    let (o, t, i) = counts
    var result = [Float](repeating: 0, count: values.count)
    result.withUnsafeMutableBufferPointer { result in
      values.withUnsafeBufferPointer { values in
        guard let y = result.baseAddress, let x = values.baseAddress else { return }
        for output in 0..<o {
          for to in 0..<t {
            for from in 0..<t {
              let share = matrix[to * t + from]
              let (a, b) = (y + (output * t + to) * i, x + (output * t + from) * i)
              for k in 0..<i { a[k] += share * b[k] }
            }
          }
        }
      }
    }
    return result
  }

  private func tapProducts(_ values: [Float]) -> Matrix {
    let (o, t, i) = counts
    var sums = [Float](repeating: 0, count: t * t)
    values.withUnsafeBufferPointer { values in
      guard let x = values.baseAddress else { return }
      for output in 0..<o {
        for a in 0..<t {
          for b in 0...a {
            sums[a * t + b] += Dot.product(
              x + (output * t + a) * i, x + (output * t + b) * i, i)
          }
        }
      }
    }
    return Matrix(t, t, (0..<t * t).map { sums[max($0 / t, $0 % t) * t + min($0 / t, $0 % t)] })
  }
}
