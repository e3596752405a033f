// SPDX-License-Identifier: MIT

extension Matrix {
  /// Rows of length 1, all at right angles, the first k of which span what the first k rows spanned.
  ///
  /// Householder's reflections (Golub & Van Loan 2013, 5.2), which give such rows for any matrix of
  /// numbers, zeros included; beside the largest value 1e-15 counts as such.
  /// - Precondition: as many rows as columns.
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

/// x − v · (v · x) with v · v = 2: mirrors at the plane at right angles to v.
private enum Reflection {
  /// Makes v in place of x, so that x is mirrored to a multiple of the first axis.
  static func make(_ x: UnsafeMutablePointer<Float>, _ count: Int) {
    let norm = Dot.product(x, x, count).squareRoot()
    // Away from x, so that nothing cancels.
    x[0] += x[0] < 0 ? -norm : norm
    let square = Dot.product(x, x, count)
    // What is next to nothing is its own mirror image: its inverse would not be finite.
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
    let share = Dot.product(v, x, count)
    for i in 0..<count { x[i] -= share * v[i] }
  }
}
