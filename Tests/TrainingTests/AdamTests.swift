// SPDX-License-Identifier: MIT

import Foundation
import Networks
import Testing
import Training

/// Adam, compared with PyTorch in float64, gradient clipping and learning rate schedules.
@Suite struct AdamTests {
  private struct Steps: Decodable {
    let rates: [Double]
    let start: [Float]
    let gradients: [[Float]]
    let steps: [[Double]]
  }

  private func steps() throws -> Steps {
    let url = try #require(
      Bundle.module.url(forResource: "adam", withExtension: "json", subdirectory: "Fixtures"))
    return try JSONDecoder().decode(Steps.self, from: Data(contentsOf: url))
  }

  @Test func fiveStepsMatchPyTorch() throws {
    let steps = try steps()
    var (adam, parameters) = (Optimizer(.adam), ["a": Parameter([11], steps.start)])
    var worst = 0.0
    for (i, gradient) in steps.gradients.enumerated() {
      try adam.update(&parameters, with: ["a": gradient], learningRate: steps.rates[i])
      for (value, expected) in zip(parameters["a"]?.values ?? [], steps.steps[i]) {
        // Each step rounds θ once and changes it by at most a few learning rates, with ten
        // roundings.
        let moved = 4 * steps.rates.prefix(i + 1).reduce(0, +)
        let bound = 0x1p-24 * (Double(i + 2) * abs(expected) + 10 * moved)
        worst = max(worst, abs(Double(value) - expected) / bound)
      }
    }
    #expect(worst <= 1, "\(worst) of the bound")
  }

  @Test func parametersWithoutAGradientStayConstant() throws {
    var parameters = ["a": Parameter([2], [1, 2]), "b": Parameter([1], [3])]
    var adam = Optimizer(.adam)
    try adam.update(&parameters, with: ["b": [1]], learningRate: 0.1)
    #expect(parameters["a"]?.values == [1, 2])
    #expect(parameters["b"]?.values != [3])
  }

  @Test func clippingLimitsTheNormAndKeepsTheDirection() {
    var gradients: ParameterGradients = ["a": [3, 0], "b": [0, 4]]
    #expect(gradients.clip(toNorm: 10) == 5)
    #expect(gradients == ["a": [3, 0], "b": [0, 4]])
    #expect(gradients.clip(toNorm: 2.5) == 5)
    #expect(gradients == ["a": [1.5, 0], "b": [0, 2]])
  }

  @Test func gradientsWithNaNAreNotClipped() {
    var gradients: ParameterGradients = ["a": [.nan, 1]]
    #expect(gradients.clip(toNorm: 1).isNaN)
    #expect(gradients["a"]?.last == 1)
  }

  @Test func cosineDecayFallsFromTheLearningRateToItsMinimum() {
    let schedule = LearningRateSchedule(
      .cosine, learningRate: 1e-3, minimumLearningRate: 1e-5, steps: 100)
    let afterWarmUp = 1000
    #expect(schedule.learningRate(at: 0, optimizerSteps: afterWarmUp) == 1e-3)
    #expect(abs(schedule.learningRate(at: 50, optimizerSteps: afterWarmUp) - 5.05e-4) < 1e-18)
    #expect(schedule.learningRate(at: 100, optimizerSteps: afterWarmUp) == 1e-5)
    #expect(schedule.learningRate(at: 170, optimizerSteps: afterWarmUp) == 1e-5)
    let rates = (0...100).map { schedule.learningRate(at: $0, optimizerSteps: afterWarmUp) }
    #expect(zip(rates, rates.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test func warmUpIsLinear() {
    let schedule = LearningRateSchedule(.constant, learningRate: 2, steps: 10)
    let rates = (0..<LearningRateSchedule.warmUpSteps).map {
      schedule.learningRate(at: 5000 + $0, optimizerSteps: $0)
    }
    #expect(rates.first == 2 / Double(LearningRateSchedule.warmUpSteps))
    #expect(rates.last == 2)
    #expect(schedule.learningRate(at: 5, optimizerSteps: 10_000) == 2)
  }
}
