// SPDX-License-Identifier: MIT

/// A normalizer whose γ and β are parameters [C], the same for every picture.
public protocol ParametricNormalizer: Normalizer {
  /// γ and β, one a channel.
  var parameters: Affine { get }
}

extension ParametricNormalizer {
  /// The channel's parameters.
  public func affine(picture n: Int, channel c: Int, own: Moments) -> ChannelAffine {
    parameters.channels[c]
  }
}
