// SPDX-License-Identifier: MIT

import Explorer
import Normalization
import Pictures
import Settings

extension Studio {
  /// A finished picture and its figures.
  struct Development {
    let plan: Plan
    /// The result; nil for a tensor, of which only chosen maps are made.
    let rendering: Rendering?
    var report: Report
    /// The modes of the Compare page, while it is shown.
    var compared: [Mode: Development] = [:]
    /// What is done to each plane of the batch, while the Batch page is shown.
    var batchSteps: [PlaneTransform]?
    /// What tells these values of a network's site from others; empty without a network.
    var place = ""
    /// What is done at each site of a network.
    var sites: [SiteRecipe] = []
    /// The moments of all planes that enter the site of a network.
    var sitePlanes: [Moments]?
    /// What comes out of a network for each picture of the batch, while the Batch page is shown.
    var batchPictures: [Picture] = []
  }

  /// Computes a setup whole, and what a page wants to know besides.
  func develop(_ settings: RenderSettings, style: String? = nil, for page: Page) throws
    -> Development
  {
    if page == .compare { watch.expect(runs: Set(Mode.compared + [settings.mode]).count) }
    var development = try develop(settings, style: style, withBatch: page == .batch)
    let shape = development.plan.content.tensor.shape
    development.report.mapAspect = Double(shape.h) / Double(shape.w)
    switch page {
    case .preview, .channels, .styles, .maps, .scatter, .lab: break
    case .compare: try compare(settings, into: &development)
    case .batch: try examineBatch(of: settings, into: &development)
    }
    return development
  }

  /// Computes a setup whole.
  func develop(
    _ settings: RenderSettings, style: String? = nil, withBatch: Bool = false
  ) throws -> Development {
    if let choice = settings.network {
      return try develop(settings, through: choice, style: style, withBatch: withBatch)
    }
    let clock = ContinuousClock()
    let start = clock.now
    let plan = try plan(settings)
    let recipe = Recipe(settings, plan.steps)
    if let known = renderings[settings.mode], known.recipe == recipe {
      let report = try report(settings, plan, known.rendering, style, known.milliseconds)
      return Development(plan: plan, rendering: known.rendering, report: report)
    }
    let rendering = settings.input.isPicture ? render(plan, settings) : nil
    let time = (clock.now - start) / .milliseconds(1)
    renderings[settings.mode] = rendering.map { Finished(recipe, $0, time) }
    let report = try report(settings, plan, rendering, style, time)
    return Development(plan: plan, rendering: rendering, report: report)
  }

  /// What decides a picture: it is made again only when this has changed.
  struct Recipe: Equatable {
    let content: String
    let space: ColorSpace
    let steps: [PlaneTransform]?
    /// What is done at each site of a network.
    let sites: [SiteRecipe]

    init(
      _ settings: RenderSettings, _ steps: [PlaneTransform]?, content: String? = nil,
      sites: [SiteRecipe] = []
    ) {
      self.content =
        content ?? "\(settings.isEqualized) \(settings.size ?? 0) \(settings.input.path)"
      (space, self.steps, self.sites) = (settings.space, steps, sites)
    }
  }

  /// A picture with what it was made from, and the time that it took.
  struct Finished {
    let recipe: Recipe
    let rendering: Rendering
    let milliseconds: Double

    init(_ recipe: Recipe, _ rendering: Rendering, _ milliseconds: Double) {
      (self.recipe, self.rendering, self.milliseconds) = (recipe, rendering, milliseconds)
    }
  }

  private func render(_ plan: Plan, _ settings: RenderSettings) -> Rendering {
    let tensor = plan.steps.map { plan.content.tensor.applying($0) } ?? plan.content.tensor
    return settings.space.picture(from: tensor)
  }

  func report(
    _ settings: RenderSettings, _ plan: Plan, _ rendering: Rendering?, _ style: String?,
    _ time: Double
  ) throws -> Report {
    let shape = plan.content.tensor.shape
    return Report(
      content: try caption(settings.input.path, settings),
      style: try style.map { try caption($0, settings) },
      channels: channels(plan), pooledPictures: plan.pooledPictures,
      pooledValues: pooledValues(settings, shape, plan.pooledPictures),
      pictures: settings.input.isPicture ? 1 : try store.array(settings.input.path).shape.n,
      clipped: rendering.map {
        Double($0.clipped) / Double(3 * $0.picture.width * $0.picture.height)
      },
      milliseconds: time, warnings: try warnings(settings, plan))
  }

  private func channels(_ plan: Plan) -> [ChannelReport] {
    plan.content.names.indices.map { c in
      let content = plan.content.statistics[c]
      let step = plan.steps?[c]
      return ChannelReport(
        name: plan.content.names[c], content: content, style: plan.style?.channels[c],
        base: plan.base?[c] ?? .identity, step: step,
        result: step.map { content.mapped(by: $0) } ?? content)
    }
  }

  private func pooledValues(_ settings: RenderSettings, _ shape: Shape, _ pictures: Int) -> Int {
    switch settings.mode {
    case .batch: shape.plane * pictures
    case .layer: shape.plane * shape.c
    case .group: shape.plane * shape.c / max(1, settings.groups)
    case .instance, .conditional, .adaptive, .none: shape.plane
    }
  }

  private func caption(_ path: String, _ settings: RenderSettings) throws -> Report.Caption {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    if path.isArrayName {
      return Report.Caption(name: name, size: try store.array(path).shape.description)
    }
    let loaded = try store.picture(path, size: settings.size)
    let size = "\(loaded.picture.width)×\(loaded.picture.height)"
    let isWhole = loaded.picture.width == loaded.originalWidth
    return Report.Caption(
      name: name,
      size: isWhole ? size : "\(size) of \(loaded.originalWidth)×\(loaded.originalHeight)")
  }

  private func warnings(_ settings: RenderSettings, _ plan: Plan) throws -> [String] {
    if settings.input.isPicture {
      if let choice = settings.network { return try pictureWarnings(settings, through: choice) }
      let usesStyles = settings.mode.usesStyles
      let paths = [settings.input.path] + (usesStyles ? settings.styles.map(\.path) : [])
      return try paths.flatMap { try store.picture($0, size: settings.size).warnings }
    }
    let strange = plan.content.statistics.filter { $0.nonFinite > 0 }
    guard !strange.isEmpty else { return [] }
    let values = strange.reduce(0) { $0 + $1.nonFinite }
    return [
      "\(values) \(values == 1 ? "value" : "values") in \(strange.count) "
        + "\(strange.count == 1 ? "channel" : "channels") \(values == 1 ? "is" : "are") NaN or ±∞"
    ]
  }
}
