// SPDX-License-Identifier: MIT

/// Tokens of one line of a network description.
struct DescriptionTokens {
  private var tokens: ArraySlice<Substring>
  private let line: Int

  init(_ text: Substring, line: Int) {
    tokens = text.split { $0 == " " || $0 == "\t" || $0 == "\r" }[...]
    self.line = line
  }

  var isEmpty: Bool { tokens.isEmpty }
  var isComment: Bool { tokens.first?.first == "#" }
  /// The next token, without consuming it; empty at the end.
  var first: String { tokens.first.map(String.init) ?? "" }
  /// All remaining tokens.
  var rest: String { tokens.joined(separator: " ") }

  func error(_ reason: String) -> NetworkError { .syntax(line: line, reason) }

  /// Consumes the next token. - Parameter expected: its name in the error message.
  mutating func token(_ expected: String) throws(NetworkError) -> String {
    guard let token = tokens.popFirst() else { throw error("missing \(expected)") }
    return String(token)
  }

  /// Consumes the next token if it equals the argument.
  mutating func take(_ token: String) -> Bool {
    guard first == token else { return false }
    tokens.removeFirst()
    return true
  }

  /// Consumes an integer from `minimum`, by default 1, to a million.
  mutating func count(_ expected: String, minimum: Int = 1) throws(NetworkError) -> Int {
    try number(try token(expected), expected, minimum)
  }

  private func number(
    _ text: some StringProtocol, _ expected: String, _ minimum: Int = 1
  ) throws(NetworkError) -> Int {
    guard let number = Int(text), minimum...1_000_000 ~= number else {
      throw error("invalid \(expected) ‘\(text)’")
    }
    return number
  }

  /// Consumes integers with a separator between them.
  mutating func counts(
    _ expected: String, by separator: Character, minimum: Int = 1
  ) throws(NetworkError) -> [Int] {
    let parts = try token(expected).split(separator: separator, omittingEmptySubsequences: false)
    var result: [Int] = []
    for part in parts { result.append(try number(part, expected, minimum)) }
    return result
  }

  /// Consumes height and width, such as 3x3.
  mutating func size(_ expected: String) throws(NetworkError) -> SpatialSize {
    let sides = try counts(expected, by: "x")
    guard sides.count == 2 else { throw error("the \(expected) must be HEIGHTxWIDTH, such as 3x3") }
    return SpatialSize(sides[0], sides[1])
  }

  /// Consumes padding: one width for all sides, or four.
  mutating func padding() throws(NetworkError) -> Padding {
    let widths = try counts("padding", by: ",", minimum: 0)
    switch widths.count {
    case 1: return Padding(widths[0])
    case 4:
      return Padding(top: widths[0], left: widths[1], bottom: widths[2], right: widths[3])
    default: throw error("padding must be one number or four")
    }
  }

  /// Consumes finite numbers.
  mutating func values(_ count: Int, _ expected: String) throws(NetworkError) -> [Double] {
    var result: [Double] = []
    for _ in 0..<count {
      let text = try token(expected)
      guard let value = Double(text), value.isFinite else {
        throw error("invalid \(expected) ‘\(text)’")
      }
      result.append(value)
    }
    return result
  }

  /// Checks that no tokens remain.
  func end() throws(NetworkError) {
    if !isEmpty { throw error("unexpected ‘\(first)’ at the end of the line") }
  }
}

extension DescriptionTokens {
  /// Parses order, scale and offset of three channels.
  mutating func range() throws(NetworkError) -> Preprocessing {
    let order = [
      try count("channel", minimum: 0), try count("channel", minimum: 0),
      try count("channel", minimum: 0),
    ]
    guard order.sorted() == [0, 1, 2] else {
      throw error("the channel order must be a permutation of 0 1 2")
    }
    guard take("scale") else { throw error("missing ‘scale’") }
    let scale = try values(3, "scale").map(Float.init)
    guard scale.allSatisfy({ $0 != 0 && $0.isFinite }) else {
      throw error("a scale is 0 or infinite")
    }
    guard take("offset") else { throw error("missing ‘offset’") }
    let offset = try values(3, "offset").map(Float.init)
    try end()
    return Preprocessing(order: order, scale: scale, offset: offset)
  }

  /// Parses a layer after its keyword.
  mutating func layer(_ kind: String) throws(NetworkError) -> Layer {
    switch kind {
    case "conv": return .convolution(try convolution())
    case "site": return .site(try site())
    case "level": return .level(try count("level"))
    case "upsample": return .upsampling
    default: break
    }
    if let activation = ActivationFunction(rawValue: kind) { return .activation(activation) }
    guard let kind = PoolingLayer.Reduction(rawValue: kind) else {
      throw error("unknown layer ‘\(kind)’")
    }
    return .pooling(try pooling(kind))
  }

  private mutating func convolution() throws(NetworkError) -> ConvolutionLayer {
    let name = try token("name")
    let channels = try counts("number of channels", by: ">")
    guard channels.count == 2 else { throw error("channels must be INPUTS>OUTPUTS, such as 3>16") }
    var layer = ConvolutionLayer(
      name, channels[0], channels[1], kernel: try size("kernel size"))
    if take("stride") { layer.stride = try size("stride") }
    if take("groups") { layer.groups = try count("number of groups") }
    if let mode = PaddingMode(rawValue: first) {
      _ = take(first)
      (layer.paddingMode, layer.padding) = (mode, try padding())
    }
    layer.appliesReLU = take("relu")
    layer.hasBias = !take("nobias")
    layer.isTransposed = take("transposed")
    guard layer.inputs % layer.groups == 0 && layer.outputs % layer.groups == 0 else {
      throw error("the channels are not divisible by \(layer.groups) groups")
    }
    return layer
  }

  private mutating func pooling(_ kind: PoolingLayer.Reduction) throws(NetworkError) -> PoolingLayer
  {
    var layer = PoolingLayer(kind)
    layer.window = try size("window size")
    layer.stride = take("stride") ? try size("stride") : layer.window
    layer.isCeiling = take("ceiling")
    return layer
  }

  private mutating func site() throws(NetworkError) -> Site {
    let (name, channels) = (try token("name"), try count("number of channels"))
    var site = Site(name, channels, try source())
    if take("epsilon") {
      site.epsilon = try values(1, "epsilon")[0]
      guard site.epsilon >= 0 else { throw error("epsilon is negative: \(site.epsilon)") }
    }
    return site
  }

  private mutating func source() throws(NetworkError) -> Site.Source {
    switch try token("source of γ and β") {
    case "style": return .style(level: try count("level"))
    case "instance": return .instance(gamma: try token("γ"), beta: try token("β"))
    case "batch":
      return .batch(
        gamma: try token("γ"), beta: try token("β"), mean: try token("mean"),
        variance: try token("variance"))
    case "none": return .none
    case let other: throw error("unknown source of γ and β ‘\(other)’")
    }
  }
}
