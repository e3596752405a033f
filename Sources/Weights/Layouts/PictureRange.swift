// SPDX-License-Identifier: MIT

/// How a picture of RGB 0…1 becomes a network's input, and what its output is.
///
/// Input channel c is (range · picture_c − mean_c) / deviation_c, its channels in the order `colors`.
public struct PictureRange: Equatable, Sendable {
  /// The order of the three channels.
  public enum Colors: String, Sendable {
    case rgb = "RGB"
    case bgr = "BGR"
  }

  /// The order of channels.
  public var colors = Colors.rgb
  /// What white is, before the mean is taken off.
  public var range: Float = 1
  /// Taken off each channel, in the order of `colors`.
  public var mean: [Float] = [0, 0, 0]
  /// Divides each channel, in the order of `colors`.
  public var deviation: [Float] = [1, 1, 1]
  /// What white is in the output; where the network has one.
  public var outputRange: Float = 1

  /// RGB 0…1 in and out.
  public init() {}

  /// RGB 0…255 in and out.
  static let bytes = PictureRange().with { ($0.range, $0.outputRange) = (255, 255) }

  /// As Caffe's VGG-19 was trained.
  static let caffe = PictureRange().with {
    ($0.colors, $0.range, $0.mean) = (.bgr, 255, [103.939, 116.779, 123.68])
  }

  /// As torchvision's networks were trained.
  static let torchvision = PictureRange().with {
    ($0.mean, $0.deviation) = ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
  }

  private func with(_ change: (inout PictureRange) -> Void) -> PictureRange {
    var result = self
    change(&result)
    return result
  }
}

extension PictureRange {
  /// The range as texts of a file.
  public var metadata: [String: String] {
    [
      "colors": colors.rawValue, "range": "\(range)", "mean": Self.text(mean),
      "deviation": Self.text(deviation), "output_range": "\(outputRange)",
    ]
  }

  /// The range out of a file's texts; nil when one is missing or is no number.
  public init?(metadata: [String: String]) {
    guard let colors = metadata["colors"].flatMap(Colors.init(rawValue:)),
      let range = metadata["range"].flatMap(Float.init),
      let output = metadata["output_range"].flatMap(Float.init),
      let mean = Self.three(metadata["mean"]), let deviation = Self.three(metadata["deviation"]),
      range.isFinite, output.isFinite, !deviation.contains(0)
    else { return nil }
    (self.colors, self.range, self.outputRange) = (colors, range, output)
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
