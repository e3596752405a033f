// SPDX-License-Identifier: MIT

/// A function of each value alone.
public enum ActivationFunction: String, Sendable, CaseIterable {
  /// max(0, x); NaN stays NaN.
  case relu
  /// (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ).
  case tanh
  /// 1 / (1 + e⁻ˣ).
  case sigmoid
}
