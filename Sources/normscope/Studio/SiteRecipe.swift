// SPDX-License-Identifier: MIT

import Explorer
import Networks
import Normalization
import Settings

/// All that decides what is done at one site of a network.
struct SiteRecipe: Equatable {
  /// The normalization and what was turned on it.
  let siteSettings: SiteSettings
  /// γ and β: one for all pictures, or one a picture.
  let affines: [Affine]
  /// The style's γ and β before they are mixed with the content's; nil where no style takes part.
  let style: Affine?
  /// The style mix with what enters the site.
  let alpha: Double
  /// Whose divisor and ε AdaIN follows.
  let convention: Convention
  /// Moments to take in place of the batch's.
  let running: RunningMoments?

  /// The normalization with nothing turned; nil for none.
  var plain: (any Normalizer)? {
    let isMixed = alpha != 1 && siteSettings.mode != .adaptive
    return isMixed ? whole.map { MixedNorm($0, alpha: alpha) } : whole
  }

  /// The same at α = 1, but for AdaIN, which mixes by itself.
  private var whole: (any Normalizer)? {
    let epsilon = siteSettings.epsilon
    switch siteSettings.mode {
    case .none: return nil
    case .batch: return BatchNorm(affines[0], running: running, epsilon: epsilon)
    case .instance: return InstanceNorm(affines[0], epsilon: epsilon)
    case .conditional: return ConditionalInstanceNorm(table: affines, row: 0, epsilon: epsilon)
    case .layer: return LayerNorm(affines[0], epsilon: epsilon)
    case .group: return GroupNorm(affines[0], groups: siteSettings.groups, epsilon: epsilon)
    case .adaptive:
      return AdaptiveInstanceNorm(
        styles: affines, alpha: alpha, epsilon: epsilon, convention: convention)
    }
  }

  /// The normalization as it was turned; nil for none.
  var turned: (any Normalizer)? {
    let edits = siteSettings.isBare ? siteSettings.bareEdits : siteSettings.edits
    return plain.map {
      EditedNorm($0, edits: edits, usesIdentityAffine: siteSettings.isBare)
    }
  }
}
