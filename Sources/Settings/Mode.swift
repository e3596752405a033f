// SPDX-License-Identifier: MIT

/// The normalization modes as people choose them.
public enum Mode: String, CaseIterable, Sendable {
  /// Batch normalization over the batch.
  case batch
  /// Instance normalization.
  case instance
  /// Conditional instance normalization: γ, β from the styles' rows.
  case conditional
  /// Adaptive instance normalization: γ, β from the styles' features.
  case adaptive
  /// Layer normalization, for comparison.
  case layer
  /// Group normalization, for comparison.
  case group
  /// The content as it is.
  case none

  /// The letters that the field uses.
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

  /// The full name.
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

  /// Whether γ and β are parameters, rather than read off style pictures.
  public var hasParameters: Bool {
    switch self {
    case .batch, .instance, .layer, .group: true
    case .conditional, .adaptive, .none: false
    }
  }

  /// Whether style pictures take part.
  public var usesStyles: Bool { self == .conditional || self == .adaptive }

  /// The mode after this one, round and round.
  public var next: Mode { neighbour(1) }

  /// The mode `step` places on, round and round.
  public func neighbour(_ step: Int) -> Mode {
    let all = Self.allCases
    let place = (all.firstIndex(of: self) ?? 0) + step
    return all[(place % all.count + all.count) % all.count]
  }
}
