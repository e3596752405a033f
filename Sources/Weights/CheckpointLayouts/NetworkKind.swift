// SPDX-License-Identifier: MIT

/// Network whose checkpoints can be imported, with the tensor names that NormScope uses.
///
/// A convolution `L` has `L.weight` [O, I, H, W] and optionally `L.bias` [O]. A normalization after
/// it has `L.gamma` and `L.beta` [S, C], one row for each of S styles. From input to output:
///
/// - `transfer`: `conv1` (9×9), `conv2`, `conv3` (stride 2); `res1.a`, `res1.b`, `res2.a`, …;
///   `up1`, `up2` (after nearest-neighbor upsampling ×2); `conv4` (9×9). All have a bias; all
///   except `conv4` have a normalization with S = 1. ReLU follows each normalization except that of
///   `res….b`, which is added to the block's input without an activation. Padding is reflection.
/// - `multistyle`: the same layers without bias, all with a normalization; sigmoid output.
/// - `vgg19`: `conv1_1`, `conv1_2`, `conv2_1`, … `conv5_4`, each with a bias.
/// - `adain-encoder`: `conv0` (1×1, converts from RGB), then `vgg19` up to `conv4_1`.
/// - `adain-decoder`: the encoder in reverse: `conv4_1`, `conv3_4`, … `conv3_1`, `conv2_2`, …
///   `conv1_1`, each with a bias. `conv4_1` has the encoder's 512 channels as input, `conv1_1`
///   outputs the picture.
///
/// The metadata contain `network` (the kind), `layout` (the source) and the input and output range
/// (`PreprocessingMetadata`).
public enum NetworkKind: String, CaseIterable, Sendable {
  case transfer
  case multistyle
  case vgg19
  case adainEncoder = "adain-encoder"
  case adainDecoder = "adain-decoder"

  /// The other part of an AdaIN network; nil for other kinds.
  var counterpart: NetworkKind? {
    switch self {
    case .adainEncoder: .adainDecoder
    case .adainDecoder: .adainEncoder
    case .transfer, .multistyle, .vgg19: nil
    }
  }
}

/// Conversion of an RGB picture in 0…1 to a network's input, and range of the network's output.
///
/// Input channel c is (range · picture_c − mean_c) / deviation_c, with channels ordered by
/// `channelOrder`.
public struct PreprocessingMetadata: Equatable, Sendable {
  /// Order of the three channels.
  public enum ChannelOrder: String, Sendable {
    case rgb = "RGB"
    case bgr = "BGR"
  }

  /// Order of the channels.
  public var channelOrder = ChannelOrder.rgb
  /// Value of white before the mean is subtracted.
  public var inputWhite: Float = 1
  /// Mean of each channel, ordered by `channelOrder`.
  public var mean: [Float] = [0, 0, 0]
  /// Standard deviation of each channel, ordered by `channelOrder`.
  public var deviation: [Float] = [1, 1, 1]
  /// Value of white in the output. Meaningless for networks without a picture output.
  public var outputWhite: Float = 1

  /// RGB in 0…1 as input and output.
  public init() {}

  /// RGB in 0…255 as input and output.
  static let bytes = PreprocessingMetadata().with { ($0.inputWhite, $0.outputWhite) = (255, 255) }

  /// Preprocessing of Caffe's VGG-19.
  static let caffe = PreprocessingMetadata().with {
    ($0.channelOrder, $0.inputWhite, $0.mean) = (.bgr, 255, [103.939, 116.779, 123.68])
  }

  /// Preprocessing of torchvision's networks.
  static let torchvision = PreprocessingMetadata().with {
    ($0.mean, $0.deviation) = ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
  }

  private func with(_ change: (inout PreprocessingMetadata) -> Void) -> PreprocessingMetadata {
    var result = self
    change(&result)
    return result
  }
}

extension PreprocessingMetadata {
  /// The range as entries of a file's metadata.
  public var metadata: [String: String] {
    [
      "colors": channelOrder.rawValue, "range": "\(inputWhite)", "mean": Self.text(mean),
      "deviation": Self.text(deviation), "output_range": "\(outputWhite)",
    ]
  }

  /// Reads the range from a file's metadata; nil if an entry is missing or not a number.
  public init?(metadata: [String: String]) {
    guard let order = metadata["colors"].flatMap(ChannelOrder.init(rawValue:)),
      let inputWhite = metadata["range"].flatMap(Float.init),
      let output = metadata["output_range"].flatMap(Float.init),
      let mean = Self.three(metadata["mean"]), let deviation = Self.three(metadata["deviation"]),
      inputWhite.isFinite, output.isFinite, !deviation.contains(0)
    else { return nil }
    (channelOrder, self.inputWhite, outputWhite) = (order, inputWhite, output)
    (self.mean, self.deviation) = (mean, deviation)
  }

  private static func text(_ values: [Float]) -> String {
    values.map { "\($0)" }.joined(separator: " ")
  }

  private static func three(_ text: String?) -> [Float]? {
    let values = text?.split(separator: " ").compactMap { Float($0) }.filter(\.isFinite)
    return values?.count == 3 ? values : nil
  }
}
