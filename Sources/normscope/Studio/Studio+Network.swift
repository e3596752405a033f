// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Networks
import Normalization
import Pictures
import Settings

extension Studio {
  /// A network with the pictures that go through it together: the content first.
  struct Passage {
    let choice: NetworkSettings
    let network: Network
    let run: KeptRun
    let recipes: [SiteRecipe]
    /// What tells these pictures from others.
    let content: String
    let shape: Shape
  }

  /// Computes a setup through its network, with the site that is looked at.
  func develop(
    _ settings: RenderSettings, through choice: NetworkSettings, style: String?, withBatch: Bool
  ) throws -> Development {
    let start = ContinuousClock.now
    let passage = try passage(settings, choice, withBatch: withBatch || choice.poolsBatch)
    let recipe = Recipe(settings, nil, content: passage.content, sites: passage.recipes)
    let known = renderings[settings.mode].flatMap { $0.recipe == recipe ? $0 : nil }
    let rendering = try known?.rendering ?? picture(of: passage)
    let state = try passage.run.state(at: choice.site, watch)
    let plan = plan(of: passage.recipes[choice.site], state, choice.siteSettings)
    let time = known?.milliseconds ?? (.now - start) / .milliseconds(1)
    renderings[settings.mode] = rendering.map { Finished(recipe, $0, time) }
    var development = Development(
      plan: plan, rendering: rendering,
      report: try report(settings, plan, rendering, style, time))
    development.sitePlanes = state.planes
    (development.place, development.sites) = (state.id.uuidString, passage.recipes)
    if withBatch, choice.summary.givesPicture {
      let output = try passage.run.picture(watch)
      development.batchPictures = (0..<output.shape.n).map {
        ColorSpace.rgb.picture(from: output.picture($0)).picture
      }
    }
    return development
  }

  /// Finds out whether a setup can be used. What a network makes is not computed: that may take long,
  /// and there is nobody yet to be told.
  /// - Throws: one sentence for what cannot be read, or where there is no memory for the network.
  func check(_ settings: RenderSettings) throws {
    guard let choice = settings.network else {
      _ = try develop(settings)
      return
    }
    let network = try networks.network(choice.summary.name)
    let first = try store.picture(
      settings.input.path, size: settings.size, isEqualized: settings.isEqualized
    ).picture
    _ = try pictureWarnings(settings, through: choice)
    let count = 1 + (choice.poolsBatch ? settings.batch.count : 0)
    _ = try networks.run(
      network, called: choice.summary.name, Shape(count, 3, first.height, first.width))
  }

  /// The picture that comes out, and what is to be known of the files; nothing else is made.
  func render(
    _ settings: RenderSettings, through choice: NetworkSettings
  ) throws -> (rendering: Rendering, warnings: [String]) {
    let passage = try passage(settings, choice, withBatch: choice.poolsBatch)
    guard let rendering = try picture(of: passage) else {
      throw UsageError("‘\(choice.summary.name.printable)’ gives features and no picture")
    }
    return (rendering, try pictureWarnings(settings, through: choice))
  }

  /// The network's run, with the pictures shown and every site's normalization chosen.
  private func passage(
    _ settings: RenderSettings, _ choice: NetworkSettings, withBatch: Bool
  ) throws -> Passage {
    let name = choice.summary.name
    let network = try networks.network(name)
    let first = try store.picture(
      settings.input.path, size: settings.size, isEqualized: settings.isEqualized)
    let others = withBatch ? settings.batch : []
    let shape = Shape(1 + others.count, 3, first.picture.height, first.picture.width)
    let run = try networks.run(network, called: name, shape)
    let content =
      ["\(settings.isEqualized) \(settings.size ?? 0) \(name)", settings.input.path].joined(
        separator: " ")
    let all = ([content] + others).joined(separator: "\n")
    try run.show(all) { try pictures(settings, first.picture, others) }
    let recipes = try cook(settings, choice, network, others, first.picture).recipes()
    run.choose(recipes)
    return Passage(
      choice: choice, network: network, run: run, recipes: recipes, content: all, shape: shape)
  }

  private func cook(
    _ settings: RenderSettings, _ choice: NetworkSettings, _ network: Network, _ others: [String],
    _ first: Picture
  ) -> SiteCook {
    let (name, paths) = (choice.summary.name, [settings.input.path] + others)
    return SiteCook(
      settings: settings, choice: choice, network: network,
      measure: { [self] in try measure($0, settings, network, name) },
      own: { [self] in try own($0, settings, network, name, paths, first) })
  }

  /// The content and the others, cut to its sides.
  private func pictures(
    _ settings: RenderSettings, _ first: Picture, _ others: [String]
  ) throws -> Tensor<Float> {
    var values = ColorSpace.rgb.tensor(of: first)
    for path in others {
      let picture = try store.picture(path, size: settings.size, isEqualized: settings.isEqualized)
        .picture.covering(width: first.width, height: first.height)
      values.elements += ColorSpace.rgb.tensor(of: picture).elements
    }
    return Tensor(
      Shape(1 + others.count, 3, first.height, first.width), elements: values.elements)
  }

  /// What is to be known of the files of the content and of styles that take part.
  func pictureWarnings(_ settings: RenderSettings, through choice: NetworkSettings) throws
    -> [String]
  {
    let size = settings.styleSize ?? settings.size
    return try store.picture(settings.input.path, size: settings.size).warnings
      + (choice.takesStyle
        ? try settings.styles.flatMap { try store.picture($0.path, size: size).warnings } : [])
  }

  private func measure(
    _ style: WeightedStyle, _ settings: RenderSettings, _ network: Network, _ name: String
  ) throws -> StyleMeasure {
    let size = settings.styleSize ?? settings.size
    return try networks.style(network, called: "\(size ?? 0) \(name) \(style.path)") {
      ColorSpace.rgb.tensor(of: try store.picture(style.path, size: size).picture)
    }
  }

  /// The moments of each content at a level.
  private func own(
    _ level: Int, _ settings: RenderSettings, _ network: Network, _ name: String, _ paths: [String],
    _ first: Picture
  ) throws -> [[Moments]] {
    try paths.enumerated().map { index, path in
      let key = "\(settings.isEqualized) \(first.width)×\(first.height) \(name) \(path)"
      return try networks.style(network, called: key) {
        let loaded = try store.picture(path, size: settings.size, isEqualized: settings.isEqualized)
        let picture =
          index == 0
          ? loaded.picture : loaded.picture.covering(width: first.width, height: first.height)
        return ColorSpace.rgb.tensor(of: picture)
      }.moments(atLevel: level)
    }
  }

  /// The content's picture that comes out; nil where features do.
  private func picture(of passage: Passage) throws -> Rendering? {
    guard passage.choice.summary.givesPicture else { return nil }
    return ColorSpace.rgb.picture(from: try passage.run.picture(watch).picture(0))
  }

  private func plan(
    of recipe: SiteRecipe, _ state: KeptRun.SiteState, _ siteSettings: SiteSettings
  ) -> Plan {
    let count = state.shape.c
    guard let plain = recipe.plain, let turned = recipe.turned else {
      return Plan(content: state.content, style: nil, base: nil, steps: nil, pooledPictures: 1)
    }
    let bare = siteSettings.isBare
    let base = plain.transforms(planeMoments: state.planes, in: state.shape).prefix(count).map(
      \.affine)
    let isPooled = siteSettings.mode == .batch && recipe.running == nil
    return Plan(
      content: state.content, style: recipe.style,
      base: bare ? base.map { _ in .identity } : base,
      steps: Array(turned.transforms(planeMoments: state.planes, in: state.shape).prefix(count)),
      pooledPictures: isPooled ? state.shape.n : 1)
  }

  /// What is done to each plane of a batch at the present site under the setup's mode.
  func steps(
    of settings: RenderSettings, through choice: NetworkSettings, planes: [Moments], in shape: Shape
  ) throws -> [PlaneTransform]? {
    let network = try networks.network(choice.summary.name)
    let first = try store.picture(
      settings.input.path, size: settings.size, isEqualized: settings.isEqualized)
    // The run is not told: what it has made of the setup's own mode stays.
    let recipes = try cook(settings, choice, network, settings.batch, first.picture).recipes()
    return recipes[choice.site].turned?.transforms(planeMoments: planes, in: shape)
  }
}
