// SPDX-License-Identifier: MIT

import Foundation
import Networks
import Normalization
import Testing

@testable import Training

/// Adam in eigenbases.
@Suite struct DescentTests {
  private static let goal: [Float] = {
    var random = SplitMix(seed: 4)
    return (0..<24).map { _ in Float.random(in: -1...1, using: &random) }
  }()

  /// A · Aᵀ, where A stretches one mixture of eight inputs a thousand times as much as another, as
  /// activations do that all lie above 0.
  private static let squares = Result {
    var random = SplitMix(seed: 5)
    var a = Matrix(8, 8, (0..<64).map { _ in Float.random(in: -1...1, using: &random) })
      .orthonormalized()
    for k in a.values.indices { a.values[k] *= powf(10, -Float(k / 8) * 3 / 7) }
    return try Matrix.product(a, a, transposing: .first)
  }

  /// ‖(W − W*) · A‖², and its slope.
  private func loss(_ w: [Float]) throws -> (value: Double, gradient: [Float]) {
    let difference = zip(w, Self.goal).map { $0 - $1 }
    let gradient = try Matrix.product(Matrix(3, 8, difference), Self.squares.get()).values
    return (zip(difference, gradient).reduce(0.0) { $0 + Double($1.0 * $1.1) }, gradient)
  }

  /// What is left of the loss after some steps, of what it was.
  private func left(_ optimizer: OptimizerKind, rate: Double) throws -> Double {
    var parameters = ["w": Parameter([3, 8, 1, 1], Array(repeating: 0, count: 24))]
    var descent = Optimizer(optimizer)
    let steps = 400
    for step in 0..<steps {
      let own = rate * (1 - Double(step) / Double(steps))
      try descent.update(
        &parameters, by: ["w": loss(parameters["w"]?.values ?? []).gradient], rate: own)
    }
    let zeros = [Float](repeating: 0, count: 24)
    return try loss(parameters["w"]?.values ?? []).value / loss(zeros).value
  }

  @Test func stretchedDirectionsAreLearnedSooner() throws {
    let rates = [3e-3, 1e-2, 3e-2]
    let adam = try rates.map { try left(.adam, rate: $0) }.min() ?? 0
    let soap = try rates.map { try left(.soap, rate: $0) }.min() ?? 0
    #expect(soap < adam / 10, "\(soap) of \(adam)")
  }

  /// The first gradient turns nothing that is Adam's: |move| = rate in every direction of the basis.
  @Test func theFirstStepIsAsLongAsAdams() throws {
    var random = SplitMix(seed: 6)
    let gradient = (0..<24).map { _ in Float.random(in: -1...1, using: &random) }
    var parameters = ["w": Parameter([3, 4, 2, 1], Array(repeating: 0, count: 24))]
    var descent = Optimizer(.soap)
    try descent.update(&parameters, by: ["w": gradient], rate: 0.5)
    let moves = try descent.bases["w"]?.rotated(parameters["w"]?.values ?? []) ?? []
    #expect(moves.count == 24)
    // Where the gradient has next to nothing in a direction, ε is not small beside it.
    for move in moves { #expect(abs(move) < 0.5 + 1e-5) }
    #expect(moves.filter { abs(abs($0) - 0.5) < 1e-3 }.count > 12, "\(moves)")
  }

  @Test func whatIsNoConvolutionsWeightIsAdams() throws {
    var (one, other) = (Optimizer(.soap), Optimizer(.adam))
    var (a, b) = (["b": Parameter([3], [1, 2, 3])], ["b": Parameter([3], [1, 2, 3])])
    for k in 1...5 {
      let gradients: ParameterGradients = ["b": [Float(k), -1, 0.5]]
      try one.update(&a, by: gradients, rate: 0.1)
      try other.update(&b, by: gradients, rate: 0.1)
    }
    #expect(a == b && one.bases.isEmpty)
  }

  @Test func mTurnsWithItsBasis() throws {
    var parameters = ["w": Parameter([2, 3, 1, 1], Array(repeating: 0, count: 6))]
    var descent = Optimizer(.soap)
    var (random, mean) = (SplitMix(seed: 9), [Double](repeating: 0, count: 6))
    for _ in 0..<3 * Optimizer.pause + 1 {
      let gradient = (0..<6).map { _ in Float.random(in: -1...1, using: &random) }
      mean = zip(mean, gradient).map { 0.9 * $0 + 0.1 * Double($1) }
      try descent.update(&parameters, by: ["w": gradient], rate: 1e-3)
    }
    let own = try descent.bases["w"]?.restored(descent.adam.means["w"] ?? []) ?? []
    for (x, y) in zip(own, mean) { #expect(abs(Double(x) - y) < 1e-5) }
    #expect(own.count == 6)
  }
}
