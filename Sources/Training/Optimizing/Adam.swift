// SPDX-License-Identifier: MIT

import Foundation
import Networks

/// Adam (Kingma & Ba 2015, algorithm 1): each value is moved by its gradient's mean over its root.
///
/// m ← β₁·m + (1 − β₁)·g,  v ← β₂·v + (1 − β₂)·g²,
/// θ ← θ − rate · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε),  ε outside the root, as in PyTorch.
public struct Adam: Equatable, Sendable {
  static let beta1 = 0.9
  static let beta2 = 0.999
  static let epsilon: Float = 1e-8

  /// The running mean m of each tensor's gradients.
  var means: ParameterGradients = [:]
  /// The running mean v of their squares.
  var squares: ParameterGradients = [:]
  /// The steps done, t.
  public internal(set) var step = 0

  /// Without any memory of gradients.
  public init() {}

  /// Moves every tensor that has a gradient, in place.
  /// - Precondition: the tensor is there, with as many values as its gradient.
  public mutating func update(
    _ parameters: inout Parameters, by gradients: ParameterGradients, rate: Double
  ) {
    step += 1
    for (name, gradient) in gradients {
      let count = parameters[name]?.values.count ?? 0
      precondition(count == gradient.count, "\(gradient.count) values of \(name) with \(count)")
      let zeros = Array(repeating: Float(0), count: count)
      move(
        &parameters[name, default: Parameter([0], [])].values, gradient,
        &means[name, default: zeros], &squares[name, default: zeros], Float(rate))
    }
  }

  private func move(
    _ values: inout [Float], _ gradient: [Float], _ means: inout [Float],
    _ squares: inout [Float], _ rate: Float
  ) {
    let scale = 1 / Float(1 - pow(Self.beta1, Double(step)))
    let spread = 1 / Float(1 - pow(Self.beta2, Double(step)))
    // 1 − β in Double: in Float half of its digits would be gone.
    let (newMean, newSquare) = (Float(1 - Self.beta1), Float(1 - Self.beta2))
    values.withUnsafeMutableBufferPointer { x in
      means.withUnsafeMutableBufferPointer { m in
        squares.withUnsafeMutableBufferPointer { v in
          gradient.withUnsafeBufferPointer { g in
            for i in g.indices {
              m[i] += newMean * (g[i] - m[i])
              v[i] += newSquare * (g[i] * g[i] - v[i])
              x[i] -= rate * scale * m[i] / ((spread * v[i]).squareRoot() + Self.epsilon)
            }
          }
        }
      }
    }
  }
}
