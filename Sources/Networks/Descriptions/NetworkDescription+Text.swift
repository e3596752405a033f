// SPDX-License-Identifier: MIT

extension NetworkDescription {
  /// The description as text, one layer per line, as stored in a file's metadata under `network`.
  ///
  /// ```
  /// network compact
  /// notation c3s1-16,c3s2-32,…
  /// input 0 1 2 scale 1 1 1 offset 0 0 0
  /// output features, or as input
  /// encoder
  ///   conv NAME 3>16 3x3 [stride 2] [groups 2] [reflect 1] [relu] [nobias] [transposed]
  ///   level 1
  /// decoder
  ///   site NAME 64 style 3 | instance GAMMA BETA | batch GAMMA BETA MEAN VARIANCE | none
  ///   residual … end
  ///   max 2x2 [stride 2] [ceiling], average 2x2, upsample, relu, tanh, sigmoid
  /// ```
  /// Sizes are HEIGHTxWIDTH, such as `3x3`. Padding is one width, `1`, or top, left, bottom and
  /// right, `1,1,1,1`. Empty lines and lines that start with # are ignored.
  public var text: String {
    let head = [
      "network \(name)", "notation \(notation)", "input \(input.text)",
      "output \(output?.text ?? "features")",
    ]
    let parts = [("encoder", encoder), ("decoder", decoder)].filter { !$0.1.isEmpty }
    let lines = head + parts.flatMap { [$0.0] + $0.1.flatMap { $0.lines(indent: "  ") } }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Preprocessing {
  /// "0 1 2 scale 1 1 1 offset 0 0 0".
  fileprivate var text: String {
    func words(_ values: [some CustomStringConvertible]) -> String {
      values.map(\.description).joined(separator: " ")
    }
    return "\(words(order)) scale \(words(scale)) offset \(words(offset))"
  }
}

extension Layer {
  fileprivate func lines(indent: String) -> [String] {
    switch self {
    case .convolution(let layer): return [indent + layer.text]
    case .site(let site): return [indent + site.text]
    case .activation(let activation): return [indent + activation.rawValue]
    case .pooling(let layer): return [indent + layer.text]
    case .upsampling: return [indent + "upsample"]
    case .level(let level): return [indent + "level \(level)"]
    case .residual(let body):
      return [indent + "residual"] + body.flatMap { $0.lines(indent: indent + "  ") }
        + [indent + "end"]
    }
  }
}

extension SpatialSize {
  fileprivate var text: String { "\(height)x\(width)" }
}

extension ConvolutionLayer {
  fileprivate var text: String {
    let implicitPadding = [padding.top, padding.left, padding.bottom, padding.right]
    let isEven = Set(implicitPadding).count == 1
    let widths = (isEven ? [padding.top] : implicitPadding).map(String.init).joined(separator: ",")
    let words: [String?] = [
      "conv \(name) \(inputs)>\(outputs) \(kernel.text)",
      stride == SpatialSize(1) ? nil : "stride \(stride.text)",
      groups == 1 ? nil : "groups \(groups)",
      padding == .none && paddingMode == .zero ? nil : "\(paddingMode.rawValue) \(widths)",
      appliesReLU ? "relu" : nil, hasBias ? nil : "nobias", isTransposed ? "transposed" : nil,
    ]
    return words.compactMap { $0 }.joined(separator: " ")
  }
}

extension PoolingLayer {
  fileprivate var text: String {
    "\(kind.rawValue) \(window.text)" + (stride == window ? "" : " stride \(stride.text)")
      + (isCeiling ? " ceiling" : "")
  }
}

extension Site {
  fileprivate var text: String {
    let words: String =
      switch source {
      case .style(let level): "style \(level)"
      case .instance(let gamma, let beta): "instance \(gamma) \(beta)"
      case .batch(let gamma, let beta, let mean, let variance):
        "batch \(gamma) \(beta) \(mean) \(variance)"
      case .none: "none"
      }
    return "site \(name) \(channels) \(words)" + (epsilon == 1e-5 ? "" : " epsilon \(epsilon)")
  }
}
