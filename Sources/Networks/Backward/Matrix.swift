// SPDX-License-Identifier: MIT

import COneDNN

/// Dense row-major matrix, multiplied by oneDNN.
public struct Matrix: Equatable, Sendable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// rows · columns values in row-major order.
  public var values: [Float]

  /// A matrix. - Precondition: there are rows · columns values.
  public init(_ rows: Int, _ columns: Int, _ values: [Float]) {
    precondition(values.count == rows * columns, "\(values.count) values of \(rows) × \(columns)")
    (self.rows, self.columns, self.values) = (rows, columns, values)
  }

  /// Returns the identity matrix.
  public static func identity(_ side: Int) -> Matrix {
    var result = Matrix(side, side, Array(repeating: 0, count: side * side))
    for i in 0..<side { result.values[i * side + i] = 1 }
    return result
  }

  /// The operand that is transposed.
  public enum Transposition: Sendable { case none, first, second }

  /// Returns the product of two matrices. - Precondition: their sizes match.
  /// - Throws: `NetworkError.oneDNN`.
  public static func product(
    _ a: Matrix, _ b: Matrix, transposing: Transposition = .none
  ) throws(NetworkError) -> Matrix {
    let (rows, inner) = transposing == .first ? (a.columns, a.rows) : (a.rows, a.columns)
    let (other, columns) = transposing == .second ? (b.columns, b.rows) : (b.rows, b.columns)
    precondition(inner == other, "\(rows) × \(inner) times \(other) × \(columns)")
    var status: Int32 = 0
    let values = [Float](unsafeUninitializedCapacity: rows * columns) { result, count in
      status = onednn_multiply(
        rows, inner, columns, a.values, transposing == .first, b.values, transposing == .second,
        result.baseAddress)
      if status == 0 { count = rows * columns }
    }
    guard status == 0 else {
      let name = "\(rows) × \(inner) by \(inner) × \(columns) product"
      throw .oneDNN(layer: name, implementation: nil, status: OneDNNError(status: status).text)
    }
    return Matrix(rows, columns, values)
  }
}

extension Matrix {
  /// Returns an orthonormal basis, one vector per row; its first k rows span the first k rows of
  /// self.
  ///
  /// Householder's QR factorization (Golub & Van Loan 2013, 5.2). It also works for singular
  /// matrices, including 0; entries below 1e-15 of the largest count as 0. - Precondition: the
  /// matrix is square.
  public func orthonormalized() -> Matrix {
    precondition(rows == columns, "\(rows) × \(columns)")
    let (n, scale) = (rows, 1 / values.reduce(0) { max($0, abs($1)) })
    var result = Matrix.identity(n)
    guard scale.isFinite else { return result }
    var all = values.map { scale * $0 }
    all.withUnsafeMutableBufferPointer { all in
      result.values.withUnsafeMutableBufferPointer { q in
        guard let a = all.baseAddress, let q = q.baseAddress else { return }
        for k in 0..<n {
          Reflection.make(a + k * n + k, n - k)
          for row in k + 1..<n {
            Reflection.apply(a + k * n + k, to: a + row * n + k, n - k)
          }
        }
        for k in (0..<n).reversed() {
          for row in k..<n { Reflection.apply(a + k * n + k, to: q + row * n + k, n - k) }
        }
      }
    }
    return result
  }
}

/// Householder reflection x − v · (v · x) with v · v = 2.
private enum Reflection {
  /// Replaces x by the v that reflects x to a multiple of the first axis.
  static func make(_ x: UnsafeMutablePointer<Float>, _ count: Int) {
    let norm = DotProduct.value(x, x, count).squareRoot()
    // The sign avoids cancellation.
    x[0] += x[0] < 0 ? -norm : norm
    let square = DotProduct.value(x, x, count)
    // A vector of nearly zero length stays as it is: its inverse would not be finite.
    guard square > 1e-30 else {
      for i in 0..<count { x[i] = 0 }
      return
    }
    let scale = (2 / square).squareRoot()
    for i in 0..<count { x[i] *= scale }
  }

  static func apply(
    _ v: UnsafeMutablePointer<Float>, to x: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    let share = DotProduct.value(v, x, count)
    for i in 0..<count { x[i] -= share * v[i] }
  }
}
