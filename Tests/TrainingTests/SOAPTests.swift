// SPDX-License-Identifier: MIT

import COneDNN
import Foundation
import Networks
import Normalization
import Testing

@testable import Training

/// SOAP: Adam in the eigenbases of the gradients.
@Suite struct SOAPTests {
  private static let goal: [Float] = {
    var random = SplitMix(seed: 4)
    return (0..<24).map { _ in Float.random(in: -1...1, using: &random) }
  }()

  /// A · Aᵀ, where A scales one mixture of eight inputs a thousand times as much as another, like
  /// activations that are all positive.
  private static let squares = Result {
    var random = SplitMix(seed: 5)
    var a = Matrix(8, 8, (0..<64).map { _ in Float.random(in: -1...1, using: &random) })
      .orthonormalized()
    for k in a.values.indices { a.values[k] *= powf(10, -Float(k / 8) * 3 / 7) }
    return try Matrix.product(a, a, transposing: .first)
  }

  /// ‖(W − W*) · A‖² and half of its gradient.
  private func loss(_ w: [Float]) throws -> (value: Double, gradient: [Float]) {
    let difference = zip(w, Self.goal).map { $0 - $1 }
    let gradient = try Matrix.product(Matrix(3, 8, difference), Self.squares.get()).values
    return (zip(difference, gradient).reduce(0.0) { $0 + Double($1.0 * $1.1) }, gradient)
  }

  /// Returns the loss after 400 steps over the initial loss.
  private func lossRatio(_ kind: OptimizerKind, rate: Double) throws -> Double {
    var parameters = ["w": Parameter([3, 8, 1, 1], Array(repeating: 0, count: 24))]
    var optimizer = Optimizer(kind)
    let steps = 400
    for step in 0..<steps {
      let decayed = rate * (1 - Double(step) / Double(steps))
      try optimizer.update(
        &parameters, with: ["w": loss(parameters["w"]?.values ?? []).gradient],
        learningRate: decayed)
    }
    let zeros = [Float](repeating: 0, count: 24)
    return try loss(parameters["w"]?.values ?? []).value / loss(zeros).value
  }

  @Test func soapConvergesFasterOnCorrelatedInputs() throws {
    let rates = [3e-3, 1e-2, 3e-2]
    let adam = try rates.map { try lossRatio(.adam, rate: $0) }.min() ?? 0
    let soap = try rates.map { try lossRatio(.soap, rate: $0) }.min() ?? 0
    #expect(soap < adam / 10, "\(soap) of \(adam)")
  }

  /// With a single gradient, |step| = learning rate in every direction of the basis, as in Adam.
  @Test func firstStepHasTheLearningRateInEveryDirection() throws {
    var random = SplitMix(seed: 6)
    let gradient = (0..<24).map { _ in Float.random(in: -1...1, using: &random) }
    var parameters = ["w": Parameter([3, 4, 2, 1], Array(repeating: 0, count: 24))]
    var optimizer = Optimizer(.soap)
    try optimizer.update(&parameters, with: ["w": gradient], learningRate: 0.5)
    let steps = try optimizer.bases["w"]?.project(parameters["w"]?.values ?? []) ?? []
    #expect(steps.count == 24)
    // In directions where the gradient is tiny, ε is not negligible.
    for step in steps { #expect(abs(step) < 0.5 + 1e-5) }
    #expect(steps.filter { abs(abs($0) - 0.5) < 1e-3 }.count > 12, "\(steps)")
  }

  @Test func tensorsOtherThanConvolutionWeightsUseAdam() throws {
    var (one, other) = (Optimizer(.soap), Optimizer(.adam))
    var (a, b) = (["b": Parameter([3], [1, 2, 3])], ["b": Parameter([3], [1, 2, 3])])
    for k in 1...5 {
      let gradients: ParameterGradients = ["b": [Float(k), -1, 0.5]]
      try one.update(&a, with: gradients, learningRate: 0.1)
      try other.update(&b, with: gradients, learningRate: 0.1)
    }
    #expect(a == b && one.bases.isEmpty)
  }

  @Test func firstMomentsRotateWithTheirBasis() throws {
    var parameters = ["w": Parameter([2, 3, 1, 1], Array(repeating: 0, count: 6))]
    var optimizer = Optimizer(.soap)
    var (random, mean) = (SplitMix(seed: 9), [Double](repeating: 0, count: 6))
    for _ in 0..<3 * Optimizer.basisUpdateInterval + 1 {
      let gradient = (0..<6).map { _ in Float.random(in: -1...1, using: &random) }
      mean = zip(mean, gradient).map { 0.9 * $0 + 0.1 * Double($1) }
      try optimizer.update(&parameters, with: ["w": gradient], learningRate: 1e-3)
    }
    let moments =
      try optimizer.bases["w"]?.projectBack(optimizer.adam.firstMoments["w"] ?? []) ?? []
    for (x, y) in zip(moments, mean) { #expect(abs(Double(x) - y) < 1e-5) }
    #expect(moments.count == 6)
  }

  /// Failures are injected into each product of an update that also computes new eigenbases.
  @Test func failedUpdatesLeaveParametersAndOptimizerUnchanged() throws {
    var state = QuadraticObjective.state(.soap, shape: [2, 3, 2, 1])
    let trainer = Trainer(QuadraticObjective(), from: state)
    for _ in 0..<Optimizer.basisUpdateInterval { try trainer.step() }
    state = trainer.state
    let gradients: ParameterGradients = ["a": (0..<12).map { Float($0) - 5 }]
    var failures = 0
    while true {
      var (parameters, optimizer) = (state.parameters, state.optimizer)
      onednn_inject_failure(OneDNNExecute, Int32(failures), 1)
      do {
        try optimizer.update(&parameters, with: gradients, learningRate: 1e-2)
        onednn_inject_failure(OneDNNExecute, .max, 1)
        #expect(parameters != state.parameters && optimizer != state.optimizer)
        break
      } catch {
        #expect(parameters == state.parameters && optimizer == state.optimizer)
        failures += 1
      }
    }
    // Covariances 2, eigenvectors 3, moments 4, gradient and step 2 each.
    #expect(failures == 13)
  }
}
