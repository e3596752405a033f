// SPDX-License-Identifier: MIT

/// A network as a value: layers in order, with named sites, and the ranges of input and output.
///
/// The encoder, if there is one, runs on the content and on the style; the decoder on the content
/// alone.
public struct NetworkDescription: Hashable, Sendable {
  /// The name that users see.
  public var name: String
  /// Johnson's notation, such as `c9s1-32,d64,d128,R128x5,u64,u32,c9s1-3`; informational.
  public var notation: String
  /// The range of the input picture.
  public var input = Preprocessing.unit
  /// The range of the output picture; nil if the output is features.
  public var output: Preprocessing?
  /// Layers that content and style pass through; empty for networks without styles.
  public var encoder: [Layer]
  /// Layers that the content passes through after the encoder.
  public var decoder: [Layer]

  /// A network; `output` is nil if the output is features.
  public init(
    _ name: String, notation: String, input: Preprocessing = .unit, output: Preprocessing?,
    encoder: [Layer] = [], decoder: [Layer]
  ) {
    (self.name, self.notation, self.input, self.output) = (name, notation, input, output)
    (self.encoder, self.decoder) = (encoder, decoder)
  }

  /// Whether both networks compute the same function of the same tensors; names may differ.
  public func computesSameFunction(as other: NetworkDescription) -> Bool {
    (encoder, decoder, input, output) == (other.encoder, other.decoder, other.input, other.output)
  }

  /// All layers in order, with residual blocks replaced by their bodies.
  var layers: [Layer] { (encoder + decoder).flattened }

  /// The sites, in order.
  public var sites: [Site] {
    layers.compactMap { if case .site(let site) = $0 { site } else { nil } }
  }

  /// Whether the input of a site is exactly the encoder's features at the level of its style: then
  /// the site's input moments are the moments that the content has as a style.
  public func receivesEncoderFeatures(_ site: Site) -> Bool {
    guard decoder.first == .site(site), case .level(let level)? = encoder.last else { return false }
    return site.source == .style(level: level)
  }

  /// The convolutions, in order.
  public var convolutions: [ConvolutionLayer] {
    layers.compactMap { if case .convolution(let layer) = $0 { layer } else { nil } }
  }

  /// Height and width of the input are padded to multiples of this, so that upsampling restores
  /// them.
  public var multiple: Int {
    layers.reduce((shrunk: 1, most: 1)) { sizes, layer in
      var shrunk = sizes.shrunk
      switch layer {
      case .convolution(let layer) where layer.isTransposed: shrunk /= layer.stride.height
      case .convolution(let layer): shrunk *= layer.stride.height
      case .pooling(let layer): shrunk *= layer.stride.height
      case .upsampling: shrunk /= 2
      default: break
      }
      shrunk = max(1, shrunk)
      return (shrunk, max(sizes.most, shrunk))
    }.most
  }
}

extension NetworkDescription {
  /// Names of the tensors that have gradients: weights, biases, γ and β, but not running moments.
  public var trainableNames: Set<String> { Self.names(in: layers) }

  /// Names of γ and β of all sites.
  public var affineNames: Set<String> { Set(sites.flatMap { $0.parameterNames.prefix(2) }) }

  /// Names of the encoder's tensors that have gradients.
  public var encoderNames: Set<String> { Self.names(in: encoder.flattened) }

  private static func names(in layers: [Layer]) -> Set<String> {
    Set(
      layers.flatMap { layer -> [String] in
        switch layer {
        case .convolution(let layer):
          return [layer.weightName] + (layer.hasBias ? [layer.biasName] : [])
        case .site(let site): return Array(site.parameterNames.prefix(2))
        default: return []
        }
      })
  }
}

extension NetworkDescription {
  /// The network with a site at every level of its encoder, so that activations can be displayed
  /// and normalized. Networks that have sites are returned unchanged.
  ///
  /// The sites are named `relu1_1`, … in VGG and `level1`, … elsewhere, and do nothing by default.
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
