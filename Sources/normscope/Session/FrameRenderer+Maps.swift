// SPDX-License-Identifier: MIT

import Explorer
import Normalization
import Settings
import Stylization

/// Pictures of the Maps page.
extension FrameRenderer {
  /// A channel in gray: in its own range, or in that of all channels.
  func tile(
    _ channel: Int, _ order: RasterOrder, _ page: PageResult, isBefore: Bool
  ) -> Raster? {
    let site = page.result.site
    guard site.input.channelNames.indices ~= channel else { return nil }
    let transform = isBefore ? nil : site.transforms?[channel]
    let factor = thinning(of: site.input.shape, to: order.box)
    let source = "\(site.input.id) \(channel)"
    guard order.request.hasCommonGrayRange else {
      // In its own range a map looks the same whatever γ > 0 and β are.
      return cached(order, nil, source: "\(source) \(Self.sign(of: transform))", 0...1) {
        map(site, channel, after: !isBefore, thinnedBy: factor)
      }
    }
    let gray = page.report.commonGrayRange(isBefore: isBefore)
    let range = Self.range(gray.lowerBound, gray.upperBound)
    return cached(order, transform.map { [$0] }, source: source, range) {
      map(
        site, channel, after: !isBefore, low: range.lowerBound, high: range.upperBound,
        thinnedBy: factor)
    }
  }

  /// Blocks of values to average: a tile needs twice as many values per side as it has pixels.
  private func thinning(of shape: Shape, to box: Request.Box) -> Int {
    max(1, min(shape.w / (2 * box.columns * cell.width), shape.h / (2 * box.rows * cell.height)))
  }

  /// What a map in its own range shows of a transform: the sign of its scale.
  private static func sign(of transform: PlaneTransform?) -> String {
    guard let transform else { return "+" }
    guard transform.scale.isFinite, transform.shift.isFinite else { return "not finite" }
    return transform.scale > 0 ? "+" : transform.scale < 0 ? "−" : "0"
  }

  /// Evicts the rasters of hidden slots, so that scrolling through many maps does not store them all.
  func evictHidden(_ request: Request) {
    if results.count > Self.mostResults {
      results = results.filter { request.boxes[$0.key] != nil }
    }
  }

  private static let mostResults = 512
}
