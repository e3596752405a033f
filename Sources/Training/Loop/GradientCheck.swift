// SPDX-License-Identifier: MIT

import Networks

/// Check of a step's gradient before the optimizer uses it.
///
/// The gradient g of the weighted loss L at the trained parameters θ is usable if L and ‖g‖ are
/// finite and
///
///     ‖g‖ · ‖θ‖ ≤ 2²⁴ · L
///
/// ‖g‖ · ‖θ‖ / L is the relative condition number of the loss: to first order, a relative change δ
/// of θ changes L by at most that number times δ. Float32 rounds θ by δ = 2⁻²⁴. Above the limit,
/// this rounding alone changes L by more than L, so no digit of the gradient is significant.
struct GradientCheck {
  /// Largest condition number, 2²⁴: the reciprocal of the unit roundoff of float32.
  static let maximumConditionNumber = 0x1p24

  private let weights: LossWeights
  private let parameterNorm: Double

  /// A check of gradients at some parameters.
  /// - Parameter gradients: a gradient of each trained parameter.
  init(_ weights: LossWeights, _ parameters: Parameters, trained gradients: ParameterGradients) {
    self.weights = weights
    parameterNorm =
      gradients.keys.reduce(into: ParameterGradients()) { $0[$1] = parameters[$1]?.values }.norm
  }

  /// Whether a gradient with an L2 norm, of a loss with these terms, is usable.
  func accepts(norm: Double, _ terms: LossTerms) -> Bool {
    guard norm.isFinite, terms.values.allSatisfy(\.isFinite) else { return false }
    let loss = terms.reduce(0) { $0 + weights[$1.key] * $1.value }
    // A loss of 0, or of terms with the weight 0, has no scale to compare with.
    return loss == 0 || norm * parameterNorm <= Self.maximumConditionNumber * loss
  }
}
