// SPDX-License-Identifier: MIT

@testable import Weights

/// Zero tensors with the names and shapes of the known layouts.
enum LayoutSample {
  static let layouts = [
    CheckpointLayout.fastNeuralStyle(count: 5), .fastNeuralStyle(count: 2), .magenta(count: 6),
    .torchvision, .normalizedEncoder, .mirroredDecoder,
  ]

  /// Zeros for the largest tensor, shared by all tensors.
  private static let bytes = [UInt8](repeating: 0, count: 512 * 512 * 9 * 4)

  /// Returns zero tensors that match a layout, with a size for each named dimension.
  static func tensors(_ layout: CheckpointLayout, prefix: String = "") -> NamedTensors {
    let widths = ["a": 5, "b": 7, "c": 6, "d": 4, "e": 2, "styles": 3]
    var result = NamedTensors()
    for entry in layout.entries {
      let shape = entry.shape.map { dimension in
        switch dimension {
        case .fixed(let value): value
        case .named(let name): widths[name] ?? 0
        }
      }
      let isCoded = entry.sources.count == 2
      result[prefix + entry.sources[0]] = zeros(isCoded ? .uint8 : .float32, shape)
      if isCoded { result[prefix + entry.sources[1]] = zeros(.float32, [256]) }
    }
    return result
  }

  static func zeros(_ type: ElementType, _ shape: [Int]) -> WeightTensor {
    WeightTensor(type, shape, bytes: bytes.prefix(shape.reduce(type.width, *)))
  }
}
