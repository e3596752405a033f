// SPDX-License-Identifier: MIT

extension NetworkDescription {
  /// The network on a page, a layer a line, as it stands in a file's metadata under `network`.
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
  /// Numbers of rows and columns are `3x3`, margins `1` or `top left bottom right` as `1,1,1,1`.
  /// Empty lines and those that begin with # say nothing.
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

extension ValueRange {
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
    case .activation(let curve): return [indent + curve.rawValue]
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
  fileprivate var text: String { "\(rows)x\(columns)" }
}

extension ConvolutionLayer {
  fileprivate var text: String {
    let frame = [margins.top, margins.left, margins.bottom, margins.right]
    let isEven = Set(frame).count == 1
    let widths = (isEven ? [margins.top] : frame).map(String.init).joined(separator: ",")
    let words: [String?] = [
      "conv \(name) \(inputs)>\(outputs) \(kernel.text)",
      stride == SpatialSize(1) ? nil : "stride \(stride.text)",
      groups == 1 ? nil : "groups \(groups)",
      margins == .none && edge == .zero ? nil : "\(edge.rawValue) \(widths)",
      hasRelu ? "relu" : nil, hasBias ? nil : "nobias", isTransposed ? "transposed" : nil,
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
