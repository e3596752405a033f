// SPDX-License-Identifier: MIT

/// A network as a value: a chain of layers with named sites, and the range of its input.
///
/// An encoder, where there is one, is run on the content and on the style; what follows is run on
/// the content alone.
public struct NetworkDescription: Hashable, Sendable {
  /// What people call it.
  public var name: String
  /// Johnson's shorthand, such as `c9s1-32,d64,d128,R128x5,u64,u32,c9s1-3`; for the reader only.
  public var notation: String
  /// How it wants a picture.
  public var input = ValueRange.unit
  /// How it gives a picture; nil when it gives features.
  public var output: ValueRange?
  /// What content and style both go through; empty for a network without styles.
  public var encoder: [Layer]
  /// What follows.
  public var decoder: [Layer]

  /// A network. One that gives features has no output range.
  public init(
    _ name: String, notation: String, input: ValueRange = .unit, output: ValueRange?,
    encoder: [Layer] = [], decoder: [Layer]
  ) {
    (self.name, self.notation, self.input, self.output) = (name, notation, input, output)
    (self.encoder, self.decoder) = (encoder, decoder)
  }

  /// Whether it computes the same as another one from the same tensors, whatever both are called.
  public func isAlike(_ other: NetworkDescription) -> Bool {
    (encoder, decoder, input, output) == (other.encoder, other.decoder, other.input, other.output)
  }

  /// All layers in order, the bodies of residual blocks among them.
  var layers: [Layer] { (encoder + decoder).flattened }

  /// The sites, in order.
  public var sites: [Site] {
    layers.compactMap { if case .site(let site) = $0 { site } else { nil } }
  }

  /// Whether what enters a site is the content's own features at the level of its style, so that its
  /// moments there are those that it would have as a style.
  public func takesLevel(_ site: Site) -> Bool {
    guard decoder.first == .site(site), case .level(let level)? = encoder.last else { return false }
    return site.source == .style(level: level)
  }

  /// The convolutions, in order.
  public var convolutions: [ConvolutionLayer] {
    layers.compactMap { if case .convolution(let layer) = $0 { layer } else { nil } }
  }

  /// What a picture's sides are made multiples of, so that what shrinks grows back to the same.
  public var multiple: Int {
    layers.reduce((shrunk: 1, most: 1)) { sizes, layer in
      var shrunk = sizes.shrunk
      switch layer {
      case .convolution(let layer) where layer.isTransposed: shrunk /= layer.stride.rows
      case .convolution(let layer): shrunk *= layer.stride.rows
      case .pooling(let layer): shrunk *= layer.stride.rows
      case .upsampling: shrunk /= 2
      default: break
      }
      shrunk = max(1, shrunk)
      return (shrunk, max(sizes.most, shrunk))
    }.most
  }
}
