// SPDX-License-Identifier: MIT

extension NetworkDescription {
  /// The same with a site at every level of the encoder, for a network that has no site of its own:
  /// so an encoder's activations can be looked at and normalized.
  ///
  /// They are called `relu1_1`, … in a VGG and `level1`, … elsewhere, and do nothing unless asked.
  public var withSitesAtLevels: NetworkDescription {
    guard sites.isEmpty else { return self }
    let isVGG = convolutions.contains { $0.name.hasSuffix("conv1_2") }
    var result = self
    var channels = 3
    result.encoder = encoder.flatMap { layer -> [Layer] in
      if case .convolution(let layer) = layer { channels = layer.outputs }
      guard case .level(let level) = layer else { return [layer] }
      return [layer, .site(Site(isVGG ? "relu\(level)_1" : "level\(level)", channels, .none))]
    }
    return result
  }
}
