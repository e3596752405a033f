// SPDX-License-Identifier: MIT

import Foundation
import Networks

/// Adam (Kingma & Ba 2015, algorithm 1): each value is moved by its gradient's mean over its root.
///
/// m ← β₁·m + (1 − β₁)·g,  v ← β₂·v + (1 − β₂)·g²,
/// θ ← θ − rate · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε),  ε outside the root, as in PyTorch.
struct Adam: Equatable, Sendable {
  static let beta1 = 0.9
  static let beta2 = 0.999
  static let epsilon: Float = 1e-8

  /// The running mean m of each tensor's gradients.
  var means: ParameterGradients = [:]
  /// The running mean v of their squares.
  var squares: ParameterGradients = [:]
  /// The steps done, t.
  var step = 0

  /// What every tensor with a gradient is to be changed by, negated.
  mutating func moves(by gradients: ParameterGradients, rate: Double) -> ParameterGradients {
    step += 1
    var result: ParameterGradients = [:]
    for (name, gradient) in gradients {
      let zeros = Array(repeating: Float(0), count: gradient.count)
      result[name] = move(
        gradient, &means[name, default: zeros], &squares[name, default: zeros], Float(rate))
    }
    return result
  }

  private func move(
    _ gradient: [Float], _ means: inout [Float], _ squares: inout [Float], _ rate: Float
  ) -> [Float] {
    let scale = 1 / Float(1 - pow(Self.beta1, Double(step)))
    let spread = 1 / Float(1 - pow(Self.beta2, Double(step)))
    // 1 − β in Double: in Float half of its digits would be gone.
    let (newMean, newSquare) = (Float(1 - Self.beta1), Float(1 - Self.beta2))
    var result = gradient
    result.withUnsafeMutableBufferPointer { g in
      means.withUnsafeMutableBufferPointer { m in
        squares.withUnsafeMutableBufferPointer { v in
          for i in g.indices {
            m[i] += newMean * (g[i] - m[i])
            v[i] += newSquare * (g[i] * g[i] - v[i])
            g[i] = rate * scale * m[i] / ((spread * v[i]).squareRoot() + Self.epsilon)
          }
        }
      }
    }
    return result
  }
}
