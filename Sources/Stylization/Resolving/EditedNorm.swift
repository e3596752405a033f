// SPDX-License-Identifier: MIT

import Normalization
import Settings

/// Normalization whose γ and β are replaced or edited.
struct EditedNorm: Normalizer {
  let base: any Normalizer
  /// Values that replace γ and β, one per channel; nil for those of the base.
  var gamma, beta: [Double]?
  /// Returns the edit of a channel.
  var edit: (@Sendable (Int) -> AffineEdit)?

  var pool: Pool { base.pool }
  var estimator: DeviationEstimator { base.estimator }
  var fixedMoments: [Moments]? { base.fixedMoments }

  func affine(picture n: Int, channel c: Int, own: Moments) -> ChannelAffine {
    var affine = base.affine(picture: n, channel: c, own: own)
    if let gamma { affine.gamma = gamma[c] }
    if let beta { affine.beta = beta[c] }
    return edit?(c).applied(to: affine) ?? affine
  }
}
