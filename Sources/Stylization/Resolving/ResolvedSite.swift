// SPDX-License-Identifier: MIT

import Normalization
import Settings

/// Normalization of one site, with γ and β resolved: the one place that maps a mode to a
/// normalizer.
public struct ResolvedSite: Equatable, Sendable {
  /// Mode, ε, groups and edits.
  public var settings: SiteSettings
  /// γ and β at α = 1: one for all pictures, or one per picture.
  public var affines: [Affine]
  /// γ and β of the style before α is applied; nil where no style takes part.
  public var style: Affine?
  /// Style mix α with the site's own input.
  public var alpha: Double
  /// Divisor and ε of AdaIN.
  public var convention: AdaINConvention
  /// Stored moments that replace those of the batch.
  public var running: RunningMoments?
  /// Values that replace the resolved γ and β, before edits.
  public var affineOverride: AffineOverride

  /// A resolved site.
  public init(
    _ settings: SiteSettings, affines: [Affine], style: Affine? = nil, alpha: Double = 1,
    convention: AdaINConvention = .paper, running: RunningMoments? = nil,
    affineOverride: AffineOverride = AffineOverride()
  ) {
    (self.settings, self.affines, self.style, self.alpha) = (settings, affines, style, alpha)
    (self.convention, self.running, self.affineOverride) = (convention, running, affineOverride)
  }

  /// The normalizer with all edits; nil where nothing is normalized.
  public var normalizer: (any Normalizer)? {
    edited(settings.usesIdentityAffine ? settings.identityAffineEdits : settings.edits)
  }

  /// The normalizer before edits, with `parameters` and the identity affine applied.
  var unedited: (any Normalizer)? { edited([:]) }

  private func edited(_ edits: [Int: AffineEdit]) -> (any Normalizer)? {
    mixed.map {
      EditedNorm(
        $0, edits: edits, usesIdentityAffine: settings.usesIdentityAffine,
        gamma: affineOverride.gamma,
        beta: affineOverride.beta)
    }
  }

  /// The normalizer mixed with its input: the one place that applies α.
  private var mixed: (any Normalizer)? {
    alpha == 1 ? base : base.map { MixedNorm($0, alpha: alpha) }
  }

  /// The normalizer of the mode at α = 1.
  private var base: (any Normalizer)? {
    let epsilon = settings.epsilon
    switch settings.mode {
    case .none: return nil
    case .batch: return BatchNorm(affines[0], running: running, epsilon: epsilon)
    case .instance: return InstanceNorm(affines[0], epsilon: epsilon)
    case .layer: return LayerNorm(affines[0], epsilon: epsilon)
    case .group: return GroupNorm(affines[0], groups: settings.groups, epsilon: epsilon)
    case .conditional:
      return ConditionalInstanceNorm(
        table: affines, rows: Array(affines.indices), epsilon: epsilon)
    case .adaptive:
      return AdaptiveInstanceNorm(styles: affines, epsilon: epsilon, convention: convention)
    }
  }
}
