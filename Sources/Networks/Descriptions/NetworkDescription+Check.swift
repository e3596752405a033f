// SPDX-License-Identifier: MIT

extension NetworkDescription {
  /// The most layers: a plan looks at all pairs of them.
  static let mostLayers = 4096
  /// The most that sides are divided or multiplied by.
  static let mostChange = 4096
  /// The largest number of a layer, as pages have them.
  static let mostExtent = 1_000_000

  /// The channels that it takes: 3 of a picture, or those of the site that a decoder begins with.
  public var inputs: Int {
    guard case .site(let site)? = (encoder + decoder).first else { return 3 }
    return site.channels
  }

  /// Finds what no network can be, whatever its weights and pictures.
  /// - Throws: `NetworkError`, one of `layers`, `layer`, `change`, `picture` and `level`.
  public func check() throws(NetworkError) {
    let count = encoder.total + decoder.total
    guard count <= Self.mostLayers else { throw .layers(count) }
    let all = layers
    for layer in all where !layer.isPossible { throw .layer(layer.name) }
    try checkSides(all)
    let outputs = convolutions.last?.outputs ?? inputs
    guard output == nil || outputs == 3 else { throw .picture(channels: outputs) }
    try checkLevels()
  }

  private func checkSides(_ layers: [Layer]) throws(NetworkError) {
    var (shrunk, grown) = (1, 1)
    for layer in layers {
      shrunk = min(Self.mostChange + 1, shrunk * layer.shrinks)
      grown = min(Self.mostChange + 1, grown * layer.grows)
    }
    guard max(shrunk, grown) <= Self.mostChange else { throw .change(most: Self.mostChange) }
  }

  /// Without an encoder the style's moments come from another network, as in the rest of one.
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
  /// All layers, residual blocks and their bodies counted.
  fileprivate var total: Int {
    reduce(0) { count, layer in
      if case .residual(let body) = layer { return count + 1 + body.total }
      return count + 1
    }
  }
}

extension Layer {
  /// What an error calls it.
  fileprivate var name: String {
    switch self {
    case .convolution(let layer): layer.name
    case .site(let site): site.name
    case .pooling(let layer): "\(layer.kind.rawValue) pooling"
    case .activation, .upsampling, .residual, .level: "a layer"
    }
  }

  /// What it divides sides by, at most.
  fileprivate var shrinks: Int {
    switch self {
    case .convolution(let layer) where !layer.isTransposed:
      max(layer.stride.rows, layer.stride.columns)
    case .pooling(let layer): max(layer.stride.rows, layer.stride.columns)
    default: 1
    }
  }

  /// What it multiplies sides by, at most.
  fileprivate var grows: Int {
    switch self {
    case .convolution(let layer) where layer.isTransposed:
      max(layer.stride.rows, layer.stride.columns)
    case .upsampling: 2
    default: 1
    }
  }

  /// Whether its numbers are such as a page may have.
  fileprivate var isPossible: Bool {
    func areSizes(_ numbers: [Int], least: Int = 1) -> Bool {
      numbers.allSatisfy { least...NetworkDescription.mostExtent ~= $0 }
    }
    switch self {
    case .convolution(let layer):
      let (kernel, stride, margins) = (layer.kernel, layer.stride, layer.margins)
      return areSizes([layer.inputs, layer.outputs, layer.groups])
        && areSizes([kernel.rows, kernel.columns, stride.rows, stride.columns])
        && areSizes([margins.top, margins.left, margins.bottom, margins.right], least: 0)
        && layer.inputs % layer.groups == 0 && layer.outputs % layer.groups == 0
    case .pooling(let layer):
      let (window, stride) = (layer.window, layer.stride)
      return areSizes([window.rows, window.columns, stride.rows, stride.columns])
    case .site(let site): return areSizes([site.channels]) && site.epsilon >= 0
    case .activation, .upsampling, .residual, .level: return true
    }
  }
}
