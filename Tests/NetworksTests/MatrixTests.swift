// SPDX-License-Identifier: MIT

import Networks
import Normalization
import Testing

/// Matrix products and orthonormalization against plain loops in Double.
@Suite struct MatrixTests {
  private func random(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
    var random = SplitMix(seed: seed)
    return Matrix(
      rows, columns, (0..<rows * columns).map { _ in Float.random(in: -1...1, using: &random) })
  }

  private func transposed(_ a: Matrix) -> Matrix {
    Matrix(
      a.columns, a.rows,
      (0..<a.values.count).map { a.values[$0 % a.rows * a.columns + $0 / a.rows] })
  }

  /// Returns the largest |a · bᵀ − c|.
  private func distance(_ a: Matrix, timesTransposed b: Matrix, from c: Matrix) -> Double {
    var worst = 0.0
    for i in 0..<a.rows {
      for j in 0..<b.rows {
        let sum = (0..<a.columns).reduce(0.0) {
          $0 + Double(a.values[i * a.columns + $1]) * Double(b.values[j * b.columns + $1])
        }
        worst = max(worst, abs(sum - Double(c.values[i * c.columns + j])))
      }
    }
    return worst
  }

  @Test(arguments: [(1, 1, 1), (3, 5, 2), (7, 1, 4), (33, 17, 40), (64, 100, 9)])
  func productsMatchPlainLoops(rows: Int, inner: Int, columns: Int) throws {
    let (a, b) = (random(rows, inner, seed: 1), random(inner, columns, seed: 2))
    // A sum of `inner` products below 1; each product and each sum is rounded.
    let bound = 2 * Double(inner * inner) * 0x1p-24
    let other = transposed(b)
    for product in try [
      Matrix.product(a, b), .product(transposed(a), b, transposing: .first),
      .product(a, other, transposing: .second),
    ] {
      #expect(distance(a, timesTransposed: other, from: product) <= bound)
    }
  }

  /// Checks that rows are orthonormal, and that row k of the input is in the span of rows 0…k. Each
  /// reflection is accurate to some ulps of a vector's length (Golub & Van Loan 2013, 5.1.5).
  private func check(_ a: Matrix, _ name: String) throws {
    let (q, n) = (a.orthonormalized(), a.rows)
    let bound = 16 * Double(n) * 0x1p-24
    #expect(distance(q, timesTransposed: q, from: .identity(n)) <= bound, "\(name)")
    let shares = try Matrix.product(a, q, transposing: .second)
    let length = a.values.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    for i in 0..<n {
      for j in i + 1..<max(n, i + 1) {
        #expect(
          abs(Double(shares.values[i * n + j])) <= bound * length, "\(name) \(i) \(j)")
      }
    }
  }

  @Test(arguments: [1, 2, 5, 16, 33, 70]) func orthonormalizedRowsAreOrthonormal(side: Int) throws {
    try check(random(side, side, seed: 3), "\(side)")
    try check(.identity(side), "identity \(side)")
  }

  @Test func dependentRowsBecomeOrthonormal() throws {
    var a = random(9, 9, seed: 4)
    for i in 0..<9 {
      a.values[4 * 9 + i] = 2 * a.values[9 + i]
      a.values[7 * 9 + i] = 0
    }
    try check(a, "dependent")
    try check(Matrix(6, 6, Array(repeating: 0, count: 36)), "zeros")
    try check(Matrix(6, 6, Array(repeating: 1e-22, count: 36)), "next to nothing")
    try check(Matrix(6, 6, Array(repeating: 1e-3, count: 36)), "all the same")
  }
}
