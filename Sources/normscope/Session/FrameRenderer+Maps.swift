// SPDX-License-Identifier: MIT

import Explorer
import Normalization

/// The pictures of the Maps page.
extension FrameRenderer {
  /// A channel in grey: in its own range, or in that of all.
  func tile(
    _ channel: Int, _ order: Order, _ result: Studio.Development, isBefore: Bool
  ) -> Raster? {
    let plan = result.plan
    guard plan.content.names.indices ~= channel else { return nil }
    let step = isBefore ? nil : plan.steps?[channel]
    let factor = thinning(of: plan.content.tensor.shape, to: order.box)
    let source = "\(order.settings.input) \(result.place) \(channel)"
    guard order.request.hasCommonGrayRange else {
      // In its own range a map looks the same whatever γ > 0 and β are.
      return kept(order, nil, source: "\(source) \(Self.slope(of: step))", 0...1) {
        map(plan, channel, after: !isBefore, thinnedBy: factor)
      }
    }
    let grey = result.report.commonGrayRange(isBefore: isBefore)
    let range = Self.range(grey.lowerBound, grey.upperBound)
    return kept(order, step.map { [$0] }, source: source, range) {
      map(
        plan, channel, after: !isBefore, low: range.lowerBound, high: range.upperBound,
        thinnedBy: factor)
    }
  }

  /// Small pictures need not be made of all values: twice as many a side as they have pixels do.
  private func thinning(of shape: Shape, to box: Request.Box) -> Int {
    max(1, min(shape.w / (2 * box.columns * cell.width), shape.h / (2 * box.rows * cell.height)))
  }

  /// What is left of a step in the range of its own results.
  private static func slope(of step: PlaneTransform?) -> String {
    guard let step else { return "rising" }
    guard step.scale.isFinite, step.shift.isFinite else { return "none" }
    return step.scale > 0 ? "rising" : step.scale < 0 ? "falling" : "flat"
  }

  /// Scrolling through many maps must not keep them all.
  func forgetHidden(_ request: Request) {
    if results.count > Self.mostResults {
      results = results.filter { request.boxes[$0.key] != nil }
    }
  }

  private static let mostResults = 512
}
