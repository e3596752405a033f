// SPDX-License-Identifier: MIT

import Networks
import Weights

extension NetworkDescription {
  /// Description of the network that tensors of a known layout belong to.
  /// - Throws: an error where the metadata does not state the value range of pictures.
  init(_ kind: NetworkKind, _ tensors: NamedTensors) throws {
    guard let range = PreprocessingMetadata(metadata: tensors.metadata) else {
      throw NetworkFile.Defect.noValueRange
    }
    func width(_ layer: String) -> Int { tensors[layer + ".weight"]?.shape.first ?? 0 }
    let blocks = (1...64).first { tensors["res\($0).a.weight"] == nil }.map { $0 - 1 } ?? 64
    switch kind {
    case .transfer: self = .transfer(width: width("conv1"), blocks: blocks)
    case .multistyle:
      let widths = ["conv1", "conv2", "conv3", "up1", "up2"].map(width)
      self = .multiStyle(widths: widths, blocks: blocks)
    case .vgg19: self = .vgg19()
    case .adainEncoder: self = .vgg19(to: 4, hasColorConversion: true)
    case .adainDecoder: self = .adainDecoder
    }
    input = Preprocessing(range)
    if output != nil {
      output = Preprocessing(scale: Array(repeating: range.outputWhite, count: 3))
    }
    name = kind.rawValue
  }

  /// Decoder from relu4_1 without its encoder.
  private static var adainDecoder: NetworkDescription {
    var description = adain()
    description.encoder = []
    description.decoder = description.decoder.map { layer in
      switch layer {
      case .convolution(var layer):
        layer.name = String(layer.name.dropFirst("decoder.".count))
        return .convolution(layer)
      case .site(var site):
        site.source = .none
        return .site(site)
      default: return layer
      }
    }
    return description
  }
}

extension Preprocessing {
  /// Scale and offset of (range · picture − mean) / deviation.
  fileprivate init(_ range: PreprocessingMetadata) {
    self.init(
      order: range.channelOrder == .bgr ? [2, 1, 0] : [0, 1, 2],
      scale: range.deviation.map { range.inputWhite / $0 },
      offset: zip(range.mean, range.deviation).map { -$0 / $1 })
  }
}
