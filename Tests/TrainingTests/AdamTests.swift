// SPDX-License-Identifier: MIT

import Foundation
import Networks
import Testing
import Training

/// The optimizer against PyTorch's in float64.
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

  @Test func fiveStepsArePyTorchs() throws {
    let steps = try steps()
    var (adam, parameters) = (Optimizer(.adam), ["a": Parameter([11], steps.start)])
    var worst = 0.0
    for (i, gradient) in steps.gradients.enumerated() {
      try adam.update(&parameters, by: ["a": gradient], rate: steps.rates[i])
      for (value, expected) in zip(parameters["a"]?.values ?? [], steps.steps[i]) {
        // Each step rounds θ once, and moves it by at most a few rates, with ten roundings.
        let moved = 4 * steps.rates.prefix(i + 1).reduce(0, +)
        let bound = 0x1p-24 * (Double(i + 2) * abs(expected) + 10 * moved)
        worst = max(worst, abs(Double(value) - expected) / bound)
      }
    }
    #expect(worst <= 1, "\(worst) of the bound")
  }

  @Test func aTensorWithoutAGradientStays() throws {
    var parameters = ["a": Parameter([2], [1, 2]), "b": Parameter([1], [3])]
    var adam = Optimizer(.adam)
    try adam.update(&parameters, by: ["b": [1]], rate: 0.1)
    #expect(parameters["a"]?.values == [1, 2])
    #expect(parameters["b"]?.values != [3])
  }

  @Test func aNormIsClippedAndItsDirectionKept() {
    var gradients: ParameterGradients = ["a": [3, 0], "b": [0, 4]]
    #expect(gradients.clip(to: 10) == 5)
    #expect(gradients == ["a": [3, 0], "b": [0, 4]])
    #expect(gradients.clip(to: 2.5) == 5)
    #expect(gradients == ["a": [1.5, 0], "b": [0, 2]])
  }

  @Test func whatIsNoNumberIsNotClipped() {
    var gradients: ParameterGradients = ["a": [.nan, 1]]
    #expect(gradients.clip(to: 1).isNaN)
    #expect(gradients["a"]?.last == 1)
  }

  @Test func cosineGoesFromTheRateToItsFloor() {
    let schedule = LearningRateSchedule(.cosine, rate: 1e-3, floor: 1e-5, steps: 100)
    let later = 1000
    #expect(schedule.rate(at: 0, since: later) == 1e-3)
    #expect(abs(schedule.rate(at: 50, since: later) - 5.05e-4) < 1e-18)
    #expect(schedule.rate(at: 100, since: later) == 1e-5)
    #expect(schedule.rate(at: 170, since: later) == 1e-5)
    let rates = (0...100).map { schedule.rate(at: $0, since: later) }
    #expect(zip(rates, rates.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test func aRateIsTakenUpEvenly() {
    let schedule = LearningRateSchedule(.constant, rate: 2, steps: 10)
    let rates = (0..<LearningRateSchedule.warmUp).map { schedule.rate(at: 5000 + $0, since: $0) }
    #expect(rates.first == 2 / Double(LearningRateSchedule.warmUp))
    #expect(rates.last == 2)
    #expect(schedule.rate(at: 5, since: 10_000) == 2)
  }
}
