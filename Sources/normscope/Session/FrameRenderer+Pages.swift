// SPDX-License-Identifier: MIT

import Explorer
import Normalization
import Pictures
import Settings
import Terminal

/// The pictures of the Compare and the Batch page.
extension FrameRenderer {
  /// What decides a raster that sliders change: it is made again only when this has changed.
  struct ResultKey: Equatable {
    let recipe: Studio.Recipe
    let source: String
    let low: Float
    let high: Float
    let box: Request.Box
    let terminal: String
  }

  /// A picture's values and how its raster is asked for.
  struct Order {
    let slot: PictureSlot
    let box: Request.Box
    let request: Request
    let mode: GraphicsMode
    var settings: RenderSettings { request.settings }
    var channel: Int { request.channel.index ?? 0 }
    var isResult: Bool { if case .batchResult = slot { true } else { false } }
  }

  /// A raster of one of the two pages; nil for another page's slot, and where there is no picture.
  func pageRaster(
    _ slot: PictureSlot, _ box: Request.Box, _ request: Request, _ result: Studio.Development,
    _ mode: GraphicsMode
  ) throws -> Raster? {
    let order = Order(slot: slot, box: box, request: request, mode: mode)
    switch slot {
    case .compare(let compared): return self.compared(compared, order, result)
    case .batchContent(let index): return try member(index, order, result, steps: nil)
    case .batchResult(let index):
      let channels = result.plan.content.names.count
      guard let steps = result.batchSteps else {
        return try member(index, order, result, steps: nil)
      }
      guard (index + 1) * channels <= steps.count else { return nil }
      let own = Array(steps[index * channels..<(index + 1) * channels])
      return try member(index, order, result, steps: own)
    case .mapBefore(let channel): return tile(channel, order, result, isBefore: true)
    case .mapAfter(let channel): return tile(channel, order, result, isBefore: false)
    case .content, .style, .result, .contentMap, .resultMap: return nil
    }
  }

  private func compared(
    _ mode: Mode, _ order: Order, _ result: Studio.Development
  ) -> Raster? {
    guard let part = result.compared[mode] else { return nil }
    let range =
      part.rendering == nil ? Self.range(of: part.report, among: result, order.channel) : 0...1
    // In a network the picture is that of all sites, not of the steps at one.
    let source = "\(part.place) \(order.channel)"
    return kept(order, part.plan.steps, sites: part.sites, source: source, range) {
      part.rendering?.picture
        ?? map(part.plan, order.channel, after: true, low: range.lowerBound, high: range.upperBound)
    }
  }

  /// The range of a channel in grey: that of all modes, so that grey means the same in every map, or the
  /// mode's own where one map's values are so few of another's that it would be a plain area.
  private static func range(
    of part: Report, among result: Studio.Development, _ channel: Int
  ) -> ClosedRange<Float> {
    func values(_ report: Report) -> ClosedRange<Double>? {
      report.channels[min(channel, report.channels.count - 1)].result.range
    }
    let all = result.compared.values.compactMap { values($0.report) }
    let spans = all.map { $0.upperBound - $0.lowerBound }
    let isAlike = (spans.max() ?? 0) <= mostSpans * (spans.min() ?? 0)
    let shown = isAlike ? all : [values(part)].compactMap { $0 }
    return range(shown.map(\.lowerBound).min(), shown.map(\.upperBound).max())
  }

  private static let mostSpans = 8.0

  /// Two figures as a range of grey; 0…1 where they are none.
  static func range(_ low: Double?, _ high: Double?) -> ClosedRange<Float> {
    guard let low = low.map(Float.init), let high = high.map(Float.init),
      low.isFinite, high.isFinite, low <= high
    else { return 0...1 }
    return low...high
  }

  /// Picture `index` of the batch, as it is or after its steps.
  private func member(
    _ index: Int, _ order: Order, _ result: Studio.Development, steps: [PlaneTransform]?
  ) throws -> Raster? {
    guard let batch = result.report.batch, batch.pictures.indices ~= index else { return nil }
    let settings = order.settings
    if settings.network != nil { return try throughNetwork(index, order, result, steps) }
    guard settings.input.isPicture else { return try map(index, order, result, batch, steps) }
    let path = index == 0 ? settings.input.path : settings.batch[index - 1]
    let shape = result.plan.content.tensor.shape
    return try kept(order, steps, source: "\(shape) \(path)", 0...1) {
      let picture = try thumbnail(path, settings, shape)
      guard let steps else { return picture }
      let space = settings.space
      return space.picture(from: space.tensor(of: picture).applying(steps)).picture
    }
  }

  /// A picture of the batch as it is, or what the network makes of it.
  private func throughNetwork(
    _ index: Int, _ order: Order, _ result: Studio.Development, _ steps: [PlaneTransform]?
  ) throws -> Raster? {
    if order.isResult {
      guard result.batchPictures.indices ~= index else { return nil }
      return encode(
        result.batchPictures[index], order.box, order.mode,
        order.request.quality == .fine ? .fine : .coarse)
    }
    let settings = order.settings
    let path = index == 0 ? settings.input.path : settings.batch[index - 1]
    let first = try studio.store.picture(settings.input.path, size: settings.size).picture
    let shape = Shape(1, 3, first.height, first.width)
    return try kept(order, steps, source: "\(shape) \(path)", 0...1) {
      try thumbnail(path, settings, shape)
    }
  }

  private func thumbnail(_ path: String, _ settings: RenderSettings, _ shape: Shape) throws
    -> Picture
  {
    try studio.store.thumbnail(
      path, width: shape.w, height: shape.h, size: settings.size, isEqualized: settings.isEqualized)
  }

  /// A channel of a tensor's picture in grey, two deviations of the pooled values to either side of
  /// their mean: what one picture differs in from the others is seen.
  private func map(
    _ index: Int, _ order: Order, _ result: Studio.Development, _ batch: BatchReport,
    _ steps: [PlaneTransform]?
  ) throws -> Raster? {
    let tensor = try studio.store.array(order.settings.input.path)
    let channel = min(order.channel, tensor.shape.c - 1)
    let pooled = (steps == nil ? batch.before : batch.after)[channel]
    let (mean, reach) = (pooled.mean, 2 * pooled.deviation)
    let range = Self.range(mean - reach, mean + reach)
    return kept(order, steps, source: "\(index) \(channel)", range) {
      let (height, width) = (tensor.shape.h, tensor.shape.w)
      let plane = Tensor(
        Shape(1, 1, height, width), elements: Array(tensor.plane(index, channel)))
      let values = steps.map { plane.applying([$0[channel]]) } ?? plane
      return Picture(
        plane: values.elements, width: width, height: height, low: range.lowerBound,
        high: range.upperBound)
    }
  }

  /// The raster of a slot, made again only when what decides it has changed.
  func kept(
    _ order: Order, _ steps: [PlaneTransform]?, sites: [SiteRecipe] = [], source: String,
    _ range: ClosedRange<Float>, _ picture: () throws -> Picture
  ) rethrows -> Raster {
    let key = ResultKey(
      recipe: Studio.Recipe(order.settings, steps, sites: sites), source: source,
      low: range.lowerBound, high: range.upperBound, box: order.box, terminal: "\(order.mode)")
    let isFine = order.request.quality == .fine
    if let known = results[order.slot], known.key == key, known.isFine || !isFine {
      return known.raster
    }
    let raster = encode(try picture(), order.box, order.mode, isFine ? .fine : .coarse)
    results[order.slot] = (key, isFine, raster)
    return raster
  }
}
