// SPDX-License-Identifier: MIT

import Explorer
import Normalization
import Pictures
import Settings
import Stylization
import Terminal

/// Pictures of the Compare, Batch and Maps pages.
extension FrameRenderer {
  /// Everything that determines a raster that sliders change.
  struct ResultKey: Equatable {
    let sites: [ResolvedSite]
    let transforms: [PlaneTransform]?
    let input: PictureKey?
    let source: String
    let range: ClosedRange<Double>
    let box: Request.Box
    let terminal: String
  }

  /// Returns the raster of a slot on one of the pages; nil where there is no picture.
  func pageRaster(_ rasterRequest: RasterRequest, _ page: PageResult) throws -> Raster? {
    switch rasterRequest.slot {
    case .compare(let mode): return compared(mode, rasterRequest, page)
    case .batchContent(let index): return try member(index, rasterRequest, page, nil)
    case .batchResult(let index):
      let channels = page.result.site.input.shape.c
      guard let transforms = page.result.site.batchTransforms else {
        return try member(index, rasterRequest, page, nil)
      }
      guard (index + 1) * channels <= transforms.count else { return nil }
      return try member(
        index, rasterRequest, page, Array(transforms[index * channels..<(index + 1) * channels]))
    case .mapBefore(let channel): return tile(channel, rasterRequest, page, isBefore: true)
    case .mapAfter(let channel): return tile(channel, rasterRequest, page, isBefore: false)
    case .content, .style, .result, .contentMap, .resultMap: return nil
    }
  }

  private func compared(
    _ mode: NormalizationMode, _ rasterRequest: RasterRequest, _ page: PageResult
  )
    -> Raster?
  {
    guard let part = page.compared[mode] else { return nil }
    let site = part.result.site
    let range =
      part.result.rendering == nil
      ? Self.range(of: part, among: page, rasterRequest.channel) : 0...1
    return cached(
      rasterRequest, site.transforms, sites: part.result.sites,
      source: "\(site.input.id) \(rasterRequest.channel)",
      range
    ) {
      part.result.rendering?.picture
        ?? map(site, rasterRequest.channel, after: true, range: range)
    }
  }

  /// Returns the gray range of a channel: that of all modes, so that a gray level means the same in
  /// every map; or that of the mode if the common range would make its map uniform.
  private static func range(
    of part: PageResult.ComparedResult, among page: PageResult, _ channel: Int
  ) -> ClosedRange<Double> {
    func values(_ part: PageResult.ComparedResult) -> ClosedRange<Double>? {
      part.channels[min(channel, part.channels.count - 1)].result.range
    }
    let all = page.compared.values.compactMap(values)
    let spans = all.map { $0.upperBound - $0.lowerBound }
    let isAlike = (spans.max() ?? 0) <= mostSpans * (spans.min() ?? 0)
    let shown = isAlike ? all : [values(part)].compactMap { $0 }
    return range(shown.map(\.lowerBound).min(), shown.map(\.upperBound).max())
  }

  private static let mostSpans = 8.0

  /// Returns two numbers as a gray range; 0…1 if they are not a finite range.
  static func range(_ low: Double?, _ high: Double?) -> ClosedRange<Double> {
    guard let low, let high, low.isFinite, high.isFinite, low <= high else { return 0...1 }
    return low...high
  }

  /// Picture `index` of the batch, before or after its transforms.
  private func member(
    _ index: Int, _ rasterRequest: RasterRequest, _ page: PageResult,
    _ transforms: [PlaneTransform]?
  ) throws -> Raster? {
    guard let batch = page.report.batch, batch.pictures.indices ~= index else { return nil }
    let settings = rasterRequest.settings
    guard settings.input.isPicture else {
      return try map(index, rasterRequest, batch, transforms)
    }
    if rasterRequest.isResult, settings.network != nil {
      let pictures = page.result.batchPictures
      return pictures.indices ~= index ? encode(pictures[index], rasterRequest) : nil
    }
    let paths = [settings.input.path] + settings.batch
    let key = PictureKey(paths[index], size: settings.size, isEqualized: settings.isEqualized)
    let content = PictureKey(paths[0], size: settings.size)
    return try cached(rasterRequest, transforms, input: key, source: "\(content.path)", 0...1) {
      let size = try pipeline.pictures.picture(content).picture
      let picture = try pipeline.pictures.thumbnail(key, width: size.width, height: size.height)
      guard let transforms, settings.network == nil else { return picture }
      let space = settings.space
      return space.picture(from: space.tensor(of: picture).applying(transforms)).picture
    }
  }

  /// Returns a channel of a tensor's picture in gray. The range is the mean ± 2 standard deviations
  /// of the pooled values, so that differences between pictures are visible.
  private func map(
    _ index: Int, _ rasterRequest: RasterRequest, _ batch: BatchReport,
    _ transforms: [PlaneTransform]?
  ) throws -> Raster? {
    let input = rasterRequest.settings.input
    let tensor = try pipeline.pictures.array(input.path, tensor: input.tensorName).values
    let channel = min(rasterRequest.channel, tensor.shape.c - 1)
    let pooled = (transforms == nil ? batch.before : batch.after)[channel]
    let (mean, reach) = (pooled.mean, 2 * pooled.deviation)
    let range = Self.range(mean - reach, mean + reach)
    return cached(
      rasterRequest, transforms, input: PictureKey(input.path),
      source: "\(index) \(channel) \(input.tensorName ?? "")", range
    ) {
      tensor.picture(
        of: GrayMap(
          picture: index, channel: channel, transform: transforms?[channel], range: range))
    }
  }

  /// Returns the raster of a slot from the cache; encodes it if its key has changed.
  func cached(
    _ rasterRequest: RasterRequest, _ transforms: [PlaneTransform]?, sites: [ResolvedSite] = [],
    input: PictureKey? = nil, source: String, _ range: ClosedRange<Double>,
    _ picture: () throws -> Picture
  ) rethrows -> Raster {
    let key = ResultKey(
      sites: sites, transforms: transforms, input: input,
      source: "\(source) \(rasterRequest.settings.space)", range: range, box: rasterRequest.box,
      terminal: "\(rasterRequest.mode)")
    if let known = results[rasterRequest.slot], known.key == key,
      known.isFine || !rasterRequest.isFine
    {
      return known.raster
    }
    let raster = encode(try picture(), rasterRequest)
    results[rasterRequest.slot] = (key, rasterRequest.isFine, raster)
    return raster
  }
}
