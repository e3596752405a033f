// SPDX-License-Identifier: MIT

extension NetworkDescription {
  /// Channels of VGG-19's five blocks, and how many convolutions each has.
  private static let vggBlocks = [(64, 2), (128, 2), (256, 4), (512, 4), (512, 4)]

  /// Name, inputs and outputs of VGG-19's convolutions up to relu`level`_1, `conv1_1` first.
  static func vggConvolutions(to level: Int) -> [(name: String, inputs: Int, outputs: Int)] {
    var (result, channels) = ([(name: String, inputs: Int, outputs: Int)](), 3)
    for block in 1...level {
      let (width, count) = vggBlocks[block - 1]
      for i in 1...(block == level ? 1 : count) {
        result.append(("conv\(block)_\(i)", channels, width))
        channels = width
      }
    }
    return result
  }

  /// VGG-19 up to relu`level`_1 (Simonyan & Zisserman 2014) with the levels 1 … at relu1_1, relu2_1, …
  ///
  /// Reflection padding, as AdaIN has it. `hasColors` puts the 1×1 convolution `conv0` first, which
  /// goes from RGB 0…1 to what the network wants. - Precondition: 1 ≤ level ≤ 5.
  public static func vgg19(
    to level: Int = 5, input: ValueRange = .caffe, hasColors: Bool = false
  ) -> NetworkDescription {
    NetworkDescription(
      "vgg19", notation: "c3s1-64,c3s1-64,p2,c3s1-128,… to relu\(level)_1",
      input: hasColors ? .unit : input, output: nil,
      encoder: vggEncoder(to: level, prefix: "", hasColors: hasColors), decoder: [])
  }

  /// AdaIN at relu`level`_1 of VGG-19 (Huang & Belongie 2017), and back through the mirrored decoder.
  ///
  /// The encoder's tensors begin with `encoder.`, the decoder's with `decoder.` and have the names of
  /// the layers that they undo. The decoder gives RGB 0…1.
  public static func adain(
    at level: Int = 4, input: ValueRange = .caffe, hasColors: Bool = false
  ) -> NetworkDescription {
    NetworkDescription(
      "adain-vgg19", notation: "VGG-19 to relu\(level)_1 | AdaIN, mirrored, c3s1-3",
      input: hasColors ? .unit : input, output: .unit,
      encoder: vggEncoder(to: level, prefix: "encoder.", hasColors: hasColors),
      decoder: [.site(Site("relu\(level)_1", vggBlocks[level - 1].0, .style(level: level)))]
        + vggDecoder(from: level))
  }

  /// VGG-19 to relu`level`_1, and out of it what relu`level − 1`_1 was: the first layers of the decoder
  /// of `adain(at:)`, by the same names, up to those that it shares with the decoder of the level before.
  ///
  /// Level `level + 1` is what they give. - Precondition: 2 ≤ level ≤ 4.
  public static func vggHead(
    from level: Int, input: ValueRange = .caffe
  ) -> NetworkDescription {
    let head = vggDecoder(from: level).dropLast(vggDecoder(from: level - 1).count)
    return NetworkDescription(
      "vgg19-head", notation: "VGG-19 to relu\(level)_1 | back to relu\(level - 1)_1", input: input,
      output: nil,
      encoder: vggEncoder(to: level, prefix: "encoder.", hasColors: false) + head
        + [.level(level + 1)],
      decoder: [])
  }

  private static func vggEncoder(to level: Int, prefix: String, hasColors: Bool) -> [Layer] {
    let colors: [Layer] = hasColors ? [.conv(prefix + "conv0", 3, 3, 1)] : []
    return colors
      + vggConvolutions(to: level).flatMap { layer -> [Layer] in
        let block = layer.name.dropFirst(4).prefix(1)
        let isFirst = layer.name.hasSuffix("_1")
        let conv = Layer.conv(prefix + layer.name, layer.inputs, layer.outputs, relu: true)
        let pool = isFirst && block != "1"
        return (pool ? [.pooling(PoolingLayer(.max, isCeiling: true))] : []) + [conv]
          + (isFirst ? [.level(Int(block) ?? 0)] : [])
      }
  }

  /// Where the encoder pooled, nearest upsampling; no normalization; no ReLU at the end.
  private static func vggDecoder(from level: Int) -> [Layer] {
    vggConvolutions(to: level).reversed().flatMap { layer -> [Layer] in
      let isLast = layer.name == "conv1_1"
      let conv = Layer.conv(
        "decoder." + layer.name, layer.outputs, layer.inputs, relu: !isLast)
      return layer.name.hasSuffix("_1") && !isLast ? [conv, .upsampling] : [conv]
    }
  }
}
