// SPDX-License-Identifier: MIT

import Explorer
import Normalization
import Settings

/// A normalization whose γ and β were turned by a person: bare or not, then each channel's edit.
struct TurnedNormalizer: Normalizer {
  let base: any Normalizer
  let siteSettings: SiteSettings

  var pool: Pool { base.pool }
  var estimator: DeviationEstimator { base.estimator }
  var fixedMoments: [Moments]? { base.fixedMoments }

  func affine(picture n: Int, channel c: Int, own: Moments) -> ChannelAffine {
    let start =
      siteSettings.isBare
      ? ChannelAffine.identity : base.affine(picture: n, channel: c, own: own)
    return siteSettings.edit(of: c).applied(to: start)
  }
}
