// SPDX-License-Identifier: MIT

import Explorer
import Normalization
import Settings
import Stylization

/// Pictures of the Maps page.
extension FrameRenderer {
  /// Returns a channel in gray, in its range or in the range of all channels.
  func tile(
    _ channel: Int, _ rasterRequest: RasterRequest, _ page: PageResult, isBefore: Bool
  ) -> Raster? {
    let site = page.result.site
    guard site.input.channelNames.indices ~= channel else { return nil }
    let transform = isBefore ? nil : site.transforms?[channel]
    let factor = thinning(of: site.input.shape, to: rasterRequest.box)
    let source = "\(site.input.id) \(channel)"
    guard rasterRequest.request.hasCommonGrayRange else {
      // In the range of its values a map does not depend on γ > 0 and β.
      return cached(rasterRequest, nil, source: "\(source) \(Self.sign(of: transform))", 0...1) {
        map(site, channel, after: !isBefore, thinnedBy: factor)
      }
    }
    let gray = page.report.commonGrayRange(isBefore: isBefore)
    let range = Self.range(gray.lowerBound, gray.upperBound)
    return cached(rasterRequest, transform.map { [$0] }, source: source, range) {
      map(site, channel, after: !isBefore, range: range, thinnedBy: factor)
    }
  }

  /// Returns the side of the blocks of values to average, so that at least two values per pixel
  /// remain in each direction.
  private func thinning(of shape: Shape, to box: Request.Box) -> Int {
    max(1, min(shape.w / (2 * box.columns * cell.width), shape.h / (2 * box.rows * cell.height)))
  }

  /// Returns the sign of a transform's scale, on which a map in the range of its values depends.
  private static func sign(of transform: PlaneTransform?) -> String {
    guard let transform else { return "+" }
    guard transform.scale.isFinite, transform.shift.isFinite else { return "not finite" }
    return transform.scale > 0 ? "+" : transform.scale < 0 ? "−" : "0"
  }

  /// Evicts the rasters of hidden slots, so that scrolling through many maps does not store them
  /// all.
  func evictHidden(_ request: Request) {
    if results.count > Self.mostResults {
      results = results.filter { request.boxes[$0.key] != nil }
    }
  }

  private static let mostResults = 512
}
