// SPDX-License-Identifier: MIT

import Networks

/// The directions in which the gradients of a tensor vary most along one of its modes, and how much.
struct Eigenbasis: Equatable, Sendable {
  /// How much of the mean over the past each step keeps.
  private static let memory: Float = 0.95

  /// The running mean of G · Gᵀ, with the gradient unfolded so that the mode has the rows.
  private(set) var covariance: Matrix
  /// Its eigenvectors, one a row, and the longer it is followed the more by falling eigenvalues.
  private(set) var vectors: Matrix

  /// A basis that a checkpoint kept.
  init(covariance: Matrix, vectors: Matrix) {
    (self.covariance, self.vectors) = (covariance, vectors)
  }

  /// One that has seen nothing.
  init(_ side: Int) {
    vectors = .identity(side)
    covariance = Matrix(side, side, Array(repeating: 0, count: side * side))
  }

  /// Adds what a step's gradient says.
  mutating func observe(_ product: Matrix) {
    covariance.values.withUnsafeMutableBufferPointer { sums in
      product.values.withUnsafeBufferPointer { own in
        for i in sums.indices { sums[i] += (1 - Self.memory) * (own[i] - sums[i]) }
      }
    }
  }

  /// A step of orthogonal iteration (Golub & Van Loan 2013, 8.2.4), which follows a covariance that
  /// changes slowly.
  mutating func follow() throws(NetworkError) {
    vectors = try Matrix.product(vectors, covariance).orthonormalized()
  }
}
