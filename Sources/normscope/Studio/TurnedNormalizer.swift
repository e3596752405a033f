// SPDX-License-Identifier: MIT

import Explorer
import Normalization

/// A normalization whose γ and β were turned by a person: bare or not, then each channel's edit.
struct TurnedNormalizer: Normalizer {
  let base: any Normalizer
  let treatment: Treatment

  var pool: Pool { base.pool }
  var root: Root { base.root }
  var fixedMoments: [Moments]? { base.fixedMoments }

  func affine(picture n: Int, channel c: Int, own: Moments) -> ChannelAffine {
    let start =
      treatment.isBare
      ? ChannelAffine.identity : base.affine(picture: n, channel: c, own: own)
    return treatment.edit(of: c).applied(to: start)
  }
}
