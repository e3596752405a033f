// SPDX-License-Identifier: MIT

extension NetworkDescription {
  /// The compact AdaIN network with two residual blocks in its decoder, the default of `train
  /// adain`. The bundled network has three.
  public static let compact = compact(decoderBlocks: 2)

  /// The compact AdaIN network. The encoder reduces height and width to a quarter; AdaIN follows
  /// the encoder, each residual block of the decoder, and two of its upsampling convolutions.
  public static func compact(decoderBlocks: Int) -> NetworkDescription {
    precondition(decoderBlocks > 0, "\(decoderBlocks) blocks")
    let blocks = (1...decoderBlocks).map { "decoder.res\($0)" }
    return NetworkDescription(
      "compact",
      notation: "c3s1-16,c3s2-32,c3s2-64,R64x2 | AdaIN," + blocks.map { _ in "R64,AdaIN," }.joined()
        + "u2,c3s1-32,AdaIN,u2,c3s1-16,AdaIN,c3s1-3",
      output: .unit,
      encoder: [
        .conv("encoder.conv1", 3, 16, relu: true), .level(1),
        .conv("encoder.conv2", 16, 32, stride: 2, relu: true), .level(2),
        .conv("encoder.conv3", 32, 64, stride: 2, relu: true),
        .block("encoder.res1", 64), .block("encoder.res2", 64), .level(3),
      ],
      decoder: [.site(Site("decoder.in", 64, .style(level: 3)))]
        + blocks.flatMap { [.block($0, 64), .site(Site($0, 64, .style(level: 3)))] }
        + [
          .upsampling, .conv("decoder.conv3", 64, 32, relu: true),
          .site(Site("decoder.conv3", 32, .style(level: 2))),
          .upsampling, .conv("decoder.conv2", 32, 16, relu: true),
          .site(Site("decoder.conv2", 16, .style(level: 1))),
          .conv("decoder.conv1", 16, 3),
        ])
  }

  /// The supported numbers of residual blocks in a compact decoder.
  public static let blockCounts = 1...8

  /// The number of residual blocks in the decoder; nil if the network is not a compact one.
  public var decoderBlocks: Int? {
    Self.blockCounts.first { computesSameFunction(as: .compact(decoderBlocks: $0)) }
  }
}
