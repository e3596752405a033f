// SPDX-License-Identifier: MIT

/// Normalizer whose γ and β are parameters [C], the same for every picture.
public protocol ParametricNormalizer: Normalizer {
  /// γ and β of each channel.
  var parameters: Affine { get }
}

extension ParametricNormalizer {
  /// Returns the parameters of the channel.
  public func affine(picture n: Int, channel c: Int, moments: Moments) -> ChannelAffine {
    parameters.channels[c]
  }
}
