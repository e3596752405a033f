// SPDX-License-Identifier: MIT

/// Normalization with edited γ and β:  factor · γ · x̂ + β + offset, where γ and β can be replaced
/// first.
public struct EditedNorm: Normalizer {
  /// The normalizer that computes x̂ and the unedited γ, β.
  public let base: any Normalizer
  /// Edits by channel index; channels without an entry are not edited.
  public var edits: [Int: AffineEdit]
  /// Whether the edits apply to γ = 1, β = 0 (x̂ itself) instead of the base's γ and β.
  public var usesIdentityAffine: Bool
  /// Values that replace the base's γ and β, C each; nil to use the base's.
  public var gamma, beta: [Double]?

  /// Creates an edited version of `base`.
  public init(
    _ base: any Normalizer, edits: [Int: AffineEdit], usesIdentityAffine: Bool = false,
    gamma: [Double]? = nil, beta: [Double]? = nil
  ) {
    (self.base, self.edits, self.usesIdentityAffine) = (base, edits, usesIdentityAffine)
    (self.gamma, self.beta) = (gamma, beta)
  }

  /// The pool of the base.
  public var pool: Pool { base.pool }
  /// The estimator of the base.
  public var estimator: DeviationEstimator { base.estimator }
  /// The fixed moments of the base.
  public var fixedMoments: [Moments]? { base.fixedMoments }

  /// Returns the edited γ and β.
  public func affine(picture n: Int, channel c: Int, moments: Moments) -> ChannelAffine {
    if usesIdentityAffine { return edit(of: c).applied(to: .identity) }
    var affine = base.affine(picture: n, channel: c, moments: moments)
    affine.gamma = gamma?[c] ?? affine.gamma
    affine.beta = beta?[c] ?? affine.beta
    return edit(of: c).applied(to: affine)
  }

  /// Returns the derivatives of the edited γ and β: those of γ are multiplied by the factor.
  public func affineDerivatives(picture n: Int, channel c: Int) -> AffineDerivatives {
    if usesIdentityAffine { return .zero }
    var result = base.affineDerivatives(picture: n, channel: c)
    if gamma != nil { (result.moments.gamma, result.parameters.gamma) = (0, 0) }
    if beta != nil { (result.moments.beta, result.parameters.beta) = (0, 0) }
    result.moments.gamma *= edit(of: c).factor
    result.parameters.gamma *= edit(of: c).factor
    return result
  }

  private func edit(of channel: Int) -> AffineEdit { edits[channel] ?? AffineEdit() }
}

/// Edit of one channel's γ and β: a factor on γ and an offset on β.
///
/// Edits are relative, so that they stay meaningful when the style, α or the mode changes.
public struct AffineEdit: Equatable, Hashable, Sendable {
  /// Factor on γ.
  public var factor: Double
  /// Offset added to β, in the unit of the channel.
  public var offset: Double

  /// Creates an edit; the default changes nothing.
  public init(factor: Double = 1, offset: Double = 0) {
    (self.factor, self.offset) = (factor, offset)
  }

  /// Returns (factor · γ, β + offset).
  public func applied(to affine: ChannelAffine) -> ChannelAffine {
    ChannelAffine(gamma: affine.gamma * factor, beta: affine.beta + offset)
  }

  /// Whether the edit changes nothing.
  public var isNeutral: Bool { self == AffineEdit() }
}
