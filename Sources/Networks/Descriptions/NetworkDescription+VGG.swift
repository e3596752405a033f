// SPDX-License-Identifier: MIT

extension NetworkDescription {
  /// Channels and number of convolutions of VGG-19's five blocks.
  private static let vggBlocks = [(64, 2), (128, 2), (256, 4), (512, 4), (512, 4)]

  /// Name, inputs and outputs of VGG-19's convolutions up to relu`level`_1, starting with
  /// `conv1_1`.
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

  /// VGG-19 up to relu`level`_1 (Simonyan & Zisserman 2014), with levels 1, 2, … at relu1_1,
  /// relu2_1, …
  ///
  /// Reflection padding, as in AdaIN. With `hasColorConversion` the 1×1 convolution `conv0` comes
  /// first, which converts RGB 0…1 to the network's range. - Precondition: 1 ≤ level ≤ 5.
  public static func vgg19(
    to level: Int = 5, input: Preprocessing = .caffe, hasColorConversion: Bool = false
  ) -> NetworkDescription {
    NetworkDescription(
      "vgg19", notation: "c3s1-64,c3s1-64,p2,c3s1-128,… to relu\(level)_1",
      input: hasColorConversion ? .unit : input, output: nil,
      encoder: vggEncoder(to: level, prefix: "", hasColorConversion: hasColorConversion),
      decoder: [])
  }

  /// AdaIN at relu`level`_1 of VGG-19 (Huang & Belongie 2017) with the mirrored decoder.
  ///
  /// Names of the encoder's tensors start with `encoder.`, those of the decoder with `decoder.`
  /// followed by the name of the mirrored layer. The output is RGB 0…1.
  public static func adain(
    at level: Int = 4, input: Preprocessing = .caffe, hasColorConversion: Bool = false
  ) -> NetworkDescription {
    NetworkDescription(
      "adain-vgg19", notation: "VGG-19 to relu\(level)_1 | AdaIN, mirrored, c3s1-3",
      input: hasColorConversion ? .unit : input, output: .unit,
      encoder: vggEncoder(to: level, prefix: "encoder.", hasColorConversion: hasColorConversion),
      decoder: [.site(Site("relu\(level)_1", vggBlocks[level - 1].0, .style(level: level)))]
        + vggDecoder(from: level))
  }

  /// VGG-19 to relu`level`_1, followed by the first layers of the decoder of `adain(at:)`, which
  /// reconstruct relu`level − 1`_1: those that the decoder of the previous level does not have.
  ///
  /// Their output is level `level + 1`. - Precondition: 2 ≤ level ≤ 4.
  public static func vggWithFirstDecoderLayers(
    from level: Int, input: Preprocessing = .caffe
  ) -> NetworkDescription {
    let head = vggDecoder(from: level).dropLast(vggDecoder(from: level - 1).count)
    return NetworkDescription(
      "vgg19-head", notation: "VGG-19 to relu\(level)_1 | back to relu\(level - 1)_1", input: input,
      output: nil,
      encoder: vggEncoder(to: level, prefix: "encoder.", hasColorConversion: false) + head
        + [.level(level + 1)],
      decoder: [])
  }

  private static func vggEncoder(to level: Int, prefix: String, hasColorConversion: Bool) -> [Layer]
  {
    let colors: [Layer] = hasColorConversion ? [.conv(prefix + "conv0", 3, 3, 1)] : []
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

  /// Nearest-neighbor upsampling where the encoder pools; no normalization; no final ReLU.
  private static func vggDecoder(from level: Int) -> [Layer] {
    vggConvolutions(to: level).reversed().flatMap { layer -> [Layer] in
      let isLast = layer.name == "conv1_1"
      let conv = Layer.conv(
        "decoder." + layer.name, layer.outputs, layer.inputs, relu: !isLast)
      return layer.name.hasSuffix("_1") && !isLast ? [conv, .upsampling] : [conv]
    }
  }
}
