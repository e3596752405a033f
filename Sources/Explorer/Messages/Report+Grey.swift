// SPDX-License-Identifier: MIT

import Normalization

extension Report {
  /// One range of grey for the maps of all channels, before or after: two deviations to either side of
  /// the mean of all their values, as they are while no γ and β is turned. So what turning does to a
  /// channel is seen. 0…1 where no channel has figures.
  public func commonGrey(isBefore: Bool) -> ClosedRange<Double> {
    let all = Moments.pooled(
      channels.map { isBefore ? $0.content.moments : $0.unturned }.filter(\.isFinite))
    let (mean, reach) = (all.mean, 2 * all.deviation)
    return all.count > 0 && reach.isFinite ? mean - reach...mean + reach : 0...1
  }
}

extension ChannelReport {
  /// The result's moments without any edit.
  fileprivate var unturned: Moments {
    guard let step else { return result.moments }
    return PlaneTransform(moments: step.moments, deviation: step.deviation, affine: base)
      .output(of: content.moments)
  }
}
