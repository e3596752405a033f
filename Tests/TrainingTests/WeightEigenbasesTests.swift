// SPDX-License-Identifier: MIT

import Networks
import Normalization
import Testing

@testable import Training

/// Weights in the eigenbases of their gradients, compared with loops in Double over all indices.
@Suite struct WeightEigenbasesTests {
  private static let shape = [4, 5, 3, 2]
  private static let count = 120

  private func values(_ seed: UInt64, _ count: Int = count) -> [Float] {
    var random = SplitMix(seed: seed)
    return (0..<count).map { _ in Float.random(in: -1...1, using: &random) }
  }

  /// Bases after four gradients.
  private func bases() throws -> WeightEigenbases {
    var bases = try #require(WeightEigenbases(Self.shape))
    for seed in 10..<14 as Range<UInt64> {
      try bases.updateCovariances(with: values(seed))
      try bases.updateEigenvectors()
    }
    return bases
  }

  @Test func tensorsThatAreNotFourDimensionalHaveNoBases() {
    #expect(
      WeightEigenbases([4]) == nil && WeightEigenbases([4, 5]) == nil && WeightEigenbases([]) == nil
    )
  }

  /// R[o′, t′, i′] = Σ O[o′, o] · T[t′, t] · I[i′, i] · W[o, i, t].
  @Test func projectionMultipliesEveryMode() throws {
    let (bases, w) = (try bases(), values(3))
    let (o, i, t) = (4, 5, 6)
    let (a, b, c) = (bases.outputs.vectors, bases.taps.vectors, bases.inputs.vectors)
    let projected = try bases.project(w)
    for index in 0..<Self.count {
      let (o2, t2, i2) = (index / (t * i), index / i % t, index % i)
      var sum = 0.0
      for other in 0..<Self.count {
        let (o1, i1, t1) = (other / (i * t), other / t % i, other % t)
        sum +=
          Double(a.values[o2 * o + o1]) * Double(b.values[t2 * t + t1])
          * Double(c.values[i2 * i + i1]) * Double(w[other])
      }
      // Three sums of at most six terms, over vectors of length 1 and a W of length below √120.
      #expect(abs(sum - Double(projected[index])) <= 3 * 6 * 11 * 0x1p-24, "\(index)")
    }
  }

  @Test func projectingBackInvertsTheProjection() throws {
    let (bases, w) = (try bases(), values(3))
    for (x, y) in zip(w, try bases.projectBack(bases.project(w))) {
      #expect(abs(x - y) <= 6 * 6 * 11 * 0x1p-24)
    }
  }

  /// Index of a value within outputs, inputs and taps, and within the other two modes.
  private static let modes: [@Sendable (Int) -> (of: Int, rest: [Int])] = [
    { ($0 / 30, [$0 / 6 % 5, $0 % 6]) }, { ($0 / 6 % 5, [$0 / 30, $0 % 6]) },
    { ($0 % 6, [$0 / 30, $0 / 6 % 5]) },
  ]

  /// After one gradient the covariance is (1 − 0.95) · G · Gᵀ, summed over the two other modes.
  @Test func covariancesSumOverTheOtherModes() throws {
    var bases = try #require(WeightEigenbases(Self.shape))
    let w = values(5)
    try bases.updateCovariances(with: w)
    func sum(_ mode: (Int) -> (of: Int, rest: [Int]), _ a: Int, _ b: Int) -> Double {
      (0..<Self.count).reduce(0.0) { sum, x in
        guard mode(x).of == a else { return sum }
        return (0..<Self.count).reduce(sum) { sum, y in
          mode(y).of == b && mode(y).rest == mode(x).rest
            ? sum + Double(w[x]) * Double(w[y]) : sum
        }
      }
    }
    for (basis, mode) in zip([bases.outputs, bases.inputs, bases.taps], Self.modes) {
      let side = basis.vectors.rows
      for a in 0..<side {
        for b in 0..<side {
          let expected = 0.05 * sum(mode, a, b)
          #expect(abs(Double(basis.covariance.values[a * side + b]) - expected) <= 60 * 0x1p-24)
        }
      }
    }
  }

  /// With eigenvalues 9, 4 and 1, each of 40 iterations reduces the error by a factor of at least
  /// 2.25. The rest is rounding: 48 ulps of a reflection (MatrixTests), over the gaps between
  /// eigenvalues, ¼ of 9.
  @Test func iterationConvergesToTheEigenvectors() throws {
    let exact = Matrix(3, 3, values(8, 9)).orthonormalized()
    var scaled = exact
    for k in 0..<9 { scaled.values[k] *= [3, 2, 1][k / 3] }
    let covariance = try Matrix.product(scaled, scaled, transposing: .first)
    var basis = Eigenbasis(covariance: covariance, vectors: .identity(3))
    for _ in 0..<40 { try basis.updateVectors() }
    let products = try Matrix.product(basis.vectors, exact, transposing: .second)
    for k in 0..<9 {
      #expect(abs(abs(products.values[k]) - (k / 3 == k % 3 ? 1 : 0)) < 1e-5, "\(products)")
    }
  }
}
