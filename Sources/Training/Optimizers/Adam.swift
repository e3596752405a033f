// SPDX-License-Identifier: MIT

import Foundation
import Networks

/// Adam (Kingma & Ba 2015, algorithm 1).
///
/// m ← β₁·m + (1 − β₁)·g,  v ← β₂·v + (1 − β₂)·g², θ ← θ − learning rate · (m / (1 − β₁ᵗ)) / (√(v /
/// (1 − β₂ᵗ)) + ε),  ε outside the root as in PyTorch.
struct Adam: Equatable, Sendable {
  static let beta1 = 0.9
  static let beta2 = 0.999
  static let epsilon: Float = 1e-8

  /// First moments m: running means of the gradients.
  var firstMoments: ParameterGradients = [:]
  /// Second moments v: running means of the squared gradients.
  var secondMoments: ParameterGradients = [:]
  /// Number of completed steps, t.
  var step = 0

  /// Updates the moments and returns the step of each tensor, to be subtracted from the parameter.
  mutating func updates(
    for gradients: ParameterGradients, learningRate: Double
  ) -> ParameterGradients {
    step += 1
    var result: ParameterGradients = [:]
    for (name, gradient) in gradients {
      let zeros = Array(repeating: Float(0), count: gradient.count)
      result[name] = update(
        gradient, &firstMoments[name, default: zeros], &secondMoments[name, default: zeros],
        Float(learningRate))
    }
    return result
  }

  private func update(
    _ gradient: [Float], _ firstMoments: inout [Float], _ secondMoments: inout [Float],
    _ learningRate: Float
  ) -> [Float] {
    let firstCorrection = 1 / Float(1 - pow(Self.beta1, Double(step)))
    let secondCorrection = 1 / Float(1 - pow(Self.beta2, Double(step)))
    // 1 − β is computed in Double: in Float it would lose half of its digits.
    let (oneMinusBeta1, oneMinusBeta2) = (Float(1 - Self.beta1), Float(1 - Self.beta2))
    var result = gradient
    result.withUnsafeMutableBufferPointer { g in
      firstMoments.withUnsafeMutableBufferPointer { m in
        secondMoments.withUnsafeMutableBufferPointer { v in
          for i in g.indices {
            m[i] += oneMinusBeta1 * (g[i] - m[i])
            v[i] += oneMinusBeta2 * (g[i] * g[i] - v[i])
            g[i] =
              learningRate * firstCorrection * m[i]
              / ((secondCorrection * v[i]).squareRoot() + Self.epsilon)
          }
        }
      }
    }
    return result
  }
}
