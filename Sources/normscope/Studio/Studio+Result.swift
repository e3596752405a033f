// SPDX-License-Identifier: MIT

import Explorer
import Normalization
import Pictures

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
    var batchSteps: [PlaneStep]?
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
  func develop(_ setup: Setup, style: String? = nil, for page: Page) throws -> Development {
    if page == .compare { watch.expect(runs: Set(Mode.compared + [setup.mode]).count) }
    var development = try develop(setup, style: style, withBatch: page == .batch)
    let shape = development.plan.content.tensor.shape
    development.report.mapAspect = Double(shape.h) / Double(shape.w)
    switch page {
    case .preview, .channels, .styles, .maps, .scatter, .lab: break
    case .compare: try compare(setup, into: &development)
    case .batch: try examineBatch(of: setup, into: &development)
    }
    return development
  }

  /// Computes a setup whole.
  func develop(
    _ setup: Setup, style: String? = nil, withBatch: Bool = false
  ) throws -> Development {
    if let choice = setup.network {
      return try develop(setup, through: choice, style: style, withBatch: withBatch)
    }
    let clock = ContinuousClock()
    let start = clock.now
    let plan = try plan(setup)
    let recipe = Recipe(setup, plan.steps)
    if let known = renderings[setup.mode], known.recipe == recipe {
      let report = try report(setup, plan, known.rendering, style, known.milliseconds)
      return Development(plan: plan, rendering: known.rendering, report: report)
    }
    let rendering = setup.input.isPicture ? render(plan, setup) : nil
    let time = (clock.now - start) / .milliseconds(1)
    renderings[setup.mode] = rendering.map { Finished(recipe, $0, time) }
    let report = try report(setup, plan, rendering, style, time)
    return Development(plan: plan, rendering: rendering, report: report)
  }

  /// What decides a picture: it is made again only when this has changed.
  struct Recipe: Equatable {
    let content: String
    let space: ColorSpace
    let steps: [PlaneStep]?
    /// What is done at each site of a network.
    let sites: [SiteRecipe]

    init(
      _ setup: Setup, _ steps: [PlaneStep]?, content: String? = nil, sites: [SiteRecipe] = []
    ) {
      self.content =
        content ?? "\(setup.isEqualized) \(setup.size ?? 0) \(setup.input.path)"
      (space, self.steps, self.sites) = (setup.space, steps, sites)
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

  private func render(_ plan: Plan, _ setup: Setup) -> Rendering {
    let tensor = plan.steps.map { plan.content.tensor.applying($0) } ?? plan.content.tensor
    return setup.space.picture(from: tensor)
  }

  func report(
    _ setup: Setup, _ plan: Plan, _ rendering: Rendering?, _ style: String?, _ time: Double
  ) throws -> Report {
    let shape = plan.content.tensor.shape
    return Report(
      content: try caption(setup.input.path, setup),
      style: try style.map { try caption($0, setup) },
      channels: channels(plan), pooledPictures: plan.pooledPictures,
      pooledValues: pooledValues(setup, shape, plan.pooledPictures),
      pictures: setup.input.isPicture ? 1 : try store.array(setup.input.path).shape.n,
      clipped: rendering.map {
        Double($0.clipped) / Double(3 * $0.picture.width * $0.picture.height)
      },
      milliseconds: time, warnings: try warnings(setup, plan))
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

  private func pooledValues(_ setup: Setup, _ shape: Shape, _ pictures: Int) -> Int {
    switch setup.mode {
    case .batch: shape.plane * pictures
    case .layer: shape.plane * shape.c
    case .group: shape.plane * shape.c / max(1, setup.groups)
    case .instance, .conditional, .adaptive, .none: shape.plane
    }
  }

  private func caption(_ path: String, _ setup: Setup) throws -> Report.Caption {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    if path.isArrayName {
      return Report.Caption(name: name, size: try store.array(path).shape.description)
    }
    let loaded = try store.picture(path, size: setup.size)
    let size = "\(loaded.picture.width)×\(loaded.picture.height)"
    let isWhole = loaded.picture.width == loaded.originalWidth
    return Report.Caption(
      name: name,
      size: isWhole ? size : "\(size) of \(loaded.originalWidth)×\(loaded.originalHeight)")
  }

  private func warnings(_ setup: Setup, _ plan: Plan) throws -> [String] {
    if setup.input.isPicture {
      if let choice = setup.network { return try pictureWarnings(setup, through: choice) }
      let usesStyles = setup.mode.usesStyles
      let paths = [setup.input.path] + (usesStyles ? setup.styles.map(\.path) : [])
      return try paths.flatMap { try store.picture($0, size: setup.size).warnings }
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
