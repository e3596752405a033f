// SPDX-License-Identifier: MIT

/// Normalization mode of a site.
public enum NormalizationMode: String, CaseIterable, Sendable {
  /// Batch normalization.
  case batch
  /// Instance normalization.
  case instance
  /// Conditional instance normalization: γ and β are rows of a table, one row per style.
  case conditional
  /// Adaptive instance normalization: γ and β are the deviation and mean of the style's features.
  case adaptive
  /// Layer normalization.
  case layer
  /// Group normalization.
  case group
  /// No normalization.
  case none

  /// Usual abbreviation.
  public var abbreviation: String {
    switch self {
    case .batch: "BN"
    case .instance: "IN"
    case .conditional: "CIN"
    case .adaptive: "AdaIN"
    case .layer: "LN"
    case .group: "GN"
    case .none: "none"
    }
  }

  /// Full name.
  public var name: String {
    switch self {
    case .batch: "Batch Norm"
    case .instance: "Instance Norm"
    case .conditional: "Conditional Instance Norm"
    case .adaptive: "Adaptive Instance Norm"
    case .layer: "Layer Norm"
    case .group: "Group Norm"
    case .none: "no normalization"
    }
  }

  /// Whether γ and β are parameters, rather than computed from styles.
  public var hasParameters: Bool {
    switch self {
    case .batch, .instance, .layer, .group: true
    case .conditional, .adaptive, .none: false
    }
  }

  /// Whether γ and β are computed from styles.
  public var usesStyles: Bool { self == .conditional || self == .adaptive }

  /// Next mode; the first one follows the last.
  public var next: NormalizationMode { neighbor(1) }

  /// Returns the mode `step` positions later, cyclically; negative steps go back.
  public func neighbor(_ step: Int) -> NormalizationMode {
    let all = Self.allCases
    let index = (all.firstIndex(of: self) ?? 0) + step
    return all[(index % all.count + all.count) % all.count]
  }
}
