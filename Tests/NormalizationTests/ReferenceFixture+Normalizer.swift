// SPDX-License-Identifier: MIT

import Normalization

extension ReferenceFixture {
  private var table: [Affine] { zip(gammas, betas).map { Affine(gamma: $0, beta: $1) } }

  /// Returns the normalizer of a case; nil for an unknown name.
  func normalizer<Scalar: TensorScalar>(
    _ name: String, _: Scalar.Type, _ input: Input
  ) -> (any Normalizer)? {
    let running = RunningMoments(mean: input.runningMean, variance: runningVariance)
    switch name {
    case "batch": return BatchNorm(table[0])
    case "running": return BatchNorm(table[0], running: running)
    case "instance": return InstanceNorm(table[0])
    case "layer": return LayerNorm(table[0])
    case "group 2": return GroupNorm(table[0], groups: 2)
    case "conditional row 1": return ConditionalInstanceNorm(table: table, row: 1)
    case "conditional mixture":
      return ConditionalInstanceNorm(table: table, weights: [0.75, -0.5, 1.25])
    default: return adaptive(name.split(separator: " ").map(String.init), Scalar.self)
    }
  }

  /// Parses "adaptive paper", "adaptive official half", "adaptive pytorch blend" …
  private func adaptive<Scalar: TensorScalar>(
    _ parts: [String], _: Scalar.Type
  ) -> AdaptiveInstanceNorm? {
    guard parts.count > 1, parts[0] == "adaptive",
      let convention = AdaINConvention(rawValue: parts[1]),
      let one = styles["one"], let each = styles["each"]
    else { return nil }
    let single = Variant.affines(of: one.tensor() as Tensor<Scalar>, convention)
    let pictures = Variant.affines(of: each.tensor() as Tensor<Scalar>, convention)
    switch parts.dropFirst(2) {
    case []: return AdaptiveInstanceNorm(styles: single, convention: convention)
    case ["half"]:
      return AdaptiveInstanceNorm(styles: pictures, alpha: 0.5, convention: convention)
    case ["blend"]:
      let blended = pictures.map {
        AdaptiveInstanceNorm.blend([single[0], $0], weights: [2, 0.5])
      }
      return AdaptiveInstanceNorm(styles: blended, convention: convention)
    default: return nil
    }
  }
}
