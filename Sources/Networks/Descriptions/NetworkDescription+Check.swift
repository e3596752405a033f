// SPDX-License-Identifier: MIT

extension NetworkDescription {
  /// Maximum number of layers; planning takes quadratic time.
  static let maxLayers = 4096
  /// Maximum factor by which height and width may shrink or grow.
  static let maxScaleFactor = 4096
  /// Maximum of a layer's parameters.
  static let maxExtent = 1_000_000

  /// Channels of the input: 3 for pictures, else those of the site that the network starts with.
  public var inputs: Int {
    guard case .site(let site)? = (encoder + decoder).first else { return 3 }
    return site.channels
  }

  /// Checks what does not depend on weights and inputs.
  /// - Throws: `NetworkError.layers`, `.layer`, `.scaleFactor`, `.picture`,
  ///   `.level` or `.siteName`.
  public func check() throws(NetworkError) {
    let count = encoder.total + decoder.total
    guard count <= Self.maxLayers else { throw .layers(count) }
    let all = layers
    for layer in all where !layer.isPossible { throw .layer(layer.name) }
    try checkSides(all)
    let outputs = convolutions.last?.outputs ?? inputs
    guard output == nil || outputs == 3 else { throw .picture(channels: outputs) }
    try checkLevels()
    try checkSiteNames()
  }

  /// Options name sites, and `all` stands for all of them.
  private func checkSiteNames() throws(NetworkError) {
    var names: Set = ["all"]
    for site in sites where !names.insert(site.name).inserted || site.name.endsLikeChannel {
      throw .siteName(site.name)
    }
  }

  private func checkSides(_ layers: [Layer]) throws(NetworkError) {
    var (shrink, growth) = (1, 1)
    for layer in layers {
      shrink = min(Self.maxScaleFactor + 1, shrink * layer.shrinks)
      growth = min(Self.maxScaleFactor + 1, growth * layer.grows)
    }
    guard max(shrink, growth) <= Self.maxScaleFactor else {
      throw .scaleFactor(limit: Self.maxScaleFactor)
    }
  }

  /// Without an encoder the style moments come from another network.
  private func checkLevels() throws(NetworkError) {
    if encoder.isEmpty { return }
    var (channels, levels) = (inputs, [Int: Int]())
    for layer in encoder.flattened {
      if case .convolution(let layer) = layer { channels = layer.outputs }
      if case .level(let level) = layer { levels[level] = channels }
    }
    for site in sites {
      guard case .style(let level) = site.source, levels[level] != site.channels else { continue }
      throw .level(level, site: site.name, expected: site.channels, found: levels[level])
    }
  }
}

extension Sequence where Element == Layer {
  /// Number of layers, including residual blocks and their bodies.
  fileprivate var total: Int {
    reduce(0) { count, layer in
      if case .residual(let body) = layer { return count + 1 + body.total }
      return count + 1
    }
  }
}

extension Layer {
  /// The name in error messages.
  fileprivate var name: String {
    switch self {
    case .convolution(let layer): layer.name
    case .site(let site): site.name
    case .pooling(let layer): "\(layer.kind.rawValue) pooling"
    case .activation, .upsampling, .residual, .level: "a layer"
    }
  }

  /// The factor by which it divides height and width, at most.
  fileprivate var shrinks: Int {
    switch self {
    case .convolution(let layer) where !layer.isTransposed:
      max(layer.stride.height, layer.stride.width)
    case .pooling(let layer): max(layer.stride.height, layer.stride.width)
    default: 1
    }
  }

  /// The factor by which it multiplies height and width, at most.
  fileprivate var grows: Int {
    switch self {
    case .convolution(let layer) where layer.isTransposed:
      max(layer.stride.height, layer.stride.width)
    case .upsampling: 2
    default: 1
    }
  }

  /// Whether its parameters are in range.
  fileprivate var isPossible: Bool {
    func areSizes(_ numbers: [Int], minimum: Int = 1) -> Bool {
      numbers.allSatisfy { minimum...NetworkDescription.maxExtent ~= $0 }
    }
    switch self {
    case .convolution(let layer):
      let (kernel, stride, padding) = (layer.kernel, layer.stride, layer.padding)
      return areSizes([layer.inputs, layer.outputs, layer.groups])
        && areSizes([kernel.height, kernel.width, stride.height, stride.width])
        && areSizes([padding.top, padding.left, padding.bottom, padding.right], minimum: 0)
        && layer.inputs % layer.groups == 0 && layer.outputs % layer.groups == 0
    case .pooling(let layer):
      let (window, stride) = (layer.window, layer.stride)
      return areSizes([window.height, window.width, stride.height, stride.width])
    case .site(let site): return areSizes([site.channels]) && site.epsilon >= 0
    case .activation, .upsampling, .residual, .level: return true
    }
  }
}
