// SPDX-License-Identifier: MIT

import Normalization
import Pictures

/// How a plane of a tensor is shown in gray.
struct GrayMap {
  /// Picture of the batch, and channel.
  let picture, channel: Int
  /// Transform that is applied first; nil for the values themselves.
  var transform: PlaneTransform?
  /// Values of black and white; nil for the smallest and the largest finite value.
  var range: ClosedRange<Double>?
  /// Side of the blocks of values that are averaged first.
  var thinning = 1
}

extension AnyTensor {
  /// Returns a plane as a gray picture, scaled in the precision of the tensor.
  func picture(of map: GrayMap) -> Picture {
    switch self {
    case .float32(let tensor): tensor.picture(of: map)
    case .float64(let tensor): tensor.picture(of: map)
    }
  }
}

extension Tensor {
  fileprivate func picture(of map: GrayMap) -> Picture {
    let plane = averagePooledPlane(map.picture, map.channel, by: map.thinning)
    let values = map.transform.map { plane.applying([$0]) } ?? plane
    let range = map.range ?? values.finiteRange
    return Picture(
      plane: values.shares(of: range), width: values.shape.w, height: values.shape.h, low: 0,
      high: 1)
  }

  /// The smallest and the largest finite value; 0…1 if there are none.
  private var finiteRange: ClosedRange<Double> {
    let finite = elements.lazy.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return 0...1 }
    return Double(low)...Double(high)
  }

  /// Returns the values in units of a range, clamped to 0…1; NaN for NaN and ±∞, and a half if the
  /// range is empty.
  private func shares(of range: ClosedRange<Double>) -> [Float] {
    // Halved, because upper − lower may overflow.
    let (low, span) = (range.lowerBound / 2, range.upperBound / 2 - range.lowerBound / 2)
    return elements.map { value in
      guard value.isFinite else { return .nan }
      guard span > 0 else { return 128 / 255 }
      return Float(min(max((Double(value) / 2 - low) / span, 0), 1))
    }
  }
}
