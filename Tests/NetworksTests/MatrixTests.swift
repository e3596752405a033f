// SPDX-License-Identifier: MIT

import Networks
import Normalization
import Testing

/// Products and orthonormal rows against loops in Double.
@Suite struct MatrixTests {
  private func random(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
    var random = SplitMix(seed: seed)
    return Matrix(
      rows, columns, (0..<rows * columns).map { _ in Float.random(in: -1...1, using: &random) })
  }

  private func turned(_ a: Matrix) -> Matrix {
    Matrix(
      a.columns, a.rows,
      (0..<a.values.count).map { a.values[$0 % a.rows * a.columns + $0 / a.rows] })
  }

  /// The largest |a · bᵀ − c| of all entries.
  private func distance(_ a: Matrix, timesTurned b: Matrix, from c: Matrix) -> Double {
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
  func productsAreThoseOfLoops(rows: Int, inner: Int, columns: Int) {
    let (a, b) = (random(rows, inner, seed: 1), random(inner, columns, seed: 2))
    // A sum of so many products below 1, each rounded, and each sum.
    let bound = 2 * Double(inner * inner) * 0x1p-24
    let other = turned(b)
    #expect(distance(a, timesTurned: other, from: .product(a, b)) <= bound)
    #expect(
      distance(a, timesTurned: other, from: .product(turned(a), b, turning: .first)) <= bound)
    #expect(distance(a, timesTurned: other, from: .product(a, other, turning: .second)) <= bound)
  }

  /// Rows at right angles, and what is left of a row lies in those up to its own. Each reflection is
  /// good to some ulps of a vector's length (Golub & Van Loan 2013, 5.1.5); 1e-15 of the matrix is nothing.
  private func check(_ a: Matrix, _ name: String) {
    let (q, n) = (a.orthonormalized(), a.rows)
    let bound = 16 * Double(n) * 0x1p-24
    #expect(distance(q, timesTurned: q, from: .identity(n)) <= bound, "\(name)")
    let shares = Matrix.product(a, q, turning: .second)
    let length = a.values.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    for i in 0..<n {
      for j in i + 1..<max(n, i + 1) {
        #expect(
          abs(Double(shares.values[i * n + j])) <= bound * length, "\(name) \(i) \(j)")
      }
    }
  }

  @Test(arguments: [1, 2, 5, 16, 33, 70]) func rowsBecomeOrthonormal(side: Int) {
    check(random(side, side, seed: 3), "\(side)")
    check(.identity(side), "identity \(side)")
  }

  @Test func rowsThatDependOnEachOtherDoToo() {
    var a = random(9, 9, seed: 4)
    for i in 0..<9 {
      a.values[4 * 9 + i] = 2 * a.values[9 + i]
      a.values[7 * 9 + i] = 0
    }
    check(a, "dependent")
    check(Matrix(6, 6, Array(repeating: 0, count: 36)), "zeros")
    check(Matrix(6, 6, Array(repeating: 1e-22, count: 36)), "next to nothing")
    check(Matrix(6, 6, Array(repeating: 1e-3, count: 36)), "all the same")
  }
}
