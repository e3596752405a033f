// SPDX-License-Identifier: MIT

extension Words {
  /// Three channels' order, scale and offset.
  mutating func range() throws(NetworkError) -> ValueRange {
    let order = [
      try count("channel", least: 0), try count("channel", least: 0),
      try count("channel", least: 0),
    ]
    guard order.sorted() == [0, 1, 2] else { throw error("the order should be of 0, 1 and 2") }
    guard take("scale") else { throw error("scale is missing") }
    let scale = try values(3, "scale").map(Float.init)
    guard scale.allSatisfy({ $0 != 0 && $0.isFinite }) else { throw error("a scale of 0 or ∞") }
    guard take("offset") else { throw error("offset is missing") }
    let offset = try values(3, "offset").map(Float.init)
    try end()
    return ValueRange(order: order, scale: scale, offset: offset)
  }

  /// The layer that a word begins.
  mutating func layer(_ kind: String) throws(NetworkError) -> Layer {
    switch kind {
    case "conv": return .convolution(try convolution())
    case "site": return .site(try site())
    case "level": return .level(try count("level"))
    case "upsample": return .upsampling
    default: break
    }
    if let curve = ActivationFunction(rawValue: kind) { return .activation(curve) }
    guard let kind = PoolingLayer.Kind(rawValue: kind) else {
      throw error("no layer is called ‘\(kind)’")
    }
    return .pooling(try pooling(kind))
  }

  private mutating func convolution() throws(NetworkError) -> ConvolutionLayer {
    let name = try word("a name")
    let channels = try counts("number of channels", by: ">")
    guard channels.count == 2 else { throw error("channels should be such as 3>16") }
    var layer = ConvolutionLayer(
      name, channels[0], channels[1], kernel: try extent("a kernel"))
    if take("stride") { layer.stride = try extent("a stride") }
    if take("groups") { layer.groups = try count("number of groups") }
    if let edge = PaddingMode(rawValue: first) {
      _ = take(first)
      (layer.edge, layer.margins) = (edge, try margins())
    }
    layer.hasRelu = take("relu")
    layer.hasBias = !take("nobias")
    layer.isTransposed = take("transposed")
    guard layer.inputs % layer.groups == 0 && layer.outputs % layer.groups == 0 else {
      throw error("\(layer.groups) groups do not divide the channels")
    }
    return layer
  }

  private mutating func pooling(_ kind: PoolingLayer.Kind) throws(NetworkError) -> PoolingLayer {
    var layer = PoolingLayer(kind)
    layer.window = try extent("a window")
    layer.stride = take("stride") ? try extent("a stride") : layer.window
    layer.isCeiling = take("ceiling")
    return layer
  }

  private mutating func site() throws(NetworkError) -> Site {
    let (name, channels) = (try word("a name"), try count("number of channels"))
    var site = Site(name, channels, try source())
    if take("epsilon") {
      site.epsilon = try values(1, "epsilon")[0]
      guard site.epsilon >= 0 else { throw error("epsilon is negative") }
    }
    return site
  }

  private mutating func source() throws(NetworkError) -> Site.Source {
    switch try word("where γ and β come from") {
    case "style": return .style(level: try count("level"))
    case "instance": return .instance(gamma: try word("γ"), beta: try word("β"))
    case "batch":
      return .batch(
        gamma: try word("γ"), beta: try word("β"), mean: try word("a mean"),
        variance: try word("a variance"))
    case "none": return .none
    case let other: throw error("γ and β cannot come from ‘\(other)’")
    }
  }
}
