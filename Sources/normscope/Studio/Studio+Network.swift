// SPDX-License-Identifier: MIT

import Explorer
import Networks
import Normalization
import Pictures

extension Studio {
  /// A network with the pictures that go through it together: the content first.
  struct Passage {
    let choice: NetworkChoice
    let network: Network
    let run: KeptRun
    let recipes: [SiteRecipe]
    /// What tells these pictures from others.
    let content: String
    let shape: Shape
  }

  /// Computes a setup through its network, with the site that is looked at.
  func develop(
    _ setup: Setup, through choice: NetworkChoice, style: String?, withBatch: Bool
  ) throws -> Development {
    let start = ContinuousClock.now
    let passage = try passage(setup, choice, withBatch: withBatch || choice.poolsBatch)
    let recipe = Recipe(setup, nil, content: passage.content, sites: passage.recipes)
    let known = renderings[setup.mode].flatMap { $0.recipe == recipe ? $0 : nil }
    let rendering = try known?.rendering ?? picture(of: passage)
    let state = try passage.run.state(at: choice.site, watch)
    let plan = plan(of: passage.recipes[choice.site], state, choice.treatment)
    let time = known?.milliseconds ?? (.now - start) / .milliseconds(1)
    renderings[setup.mode] = rendering.map { Finished(recipe, $0, time) }
    var development = Development(
      plan: plan, rendering: rendering,
      report: try report(setup, plan, rendering, style, time))
    development.sitePlanes = state.planes
    (development.place, development.sites) = (state.id.uuidString, passage.recipes)
    if withBatch, choice.network.givesPicture {
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
  func check(_ setup: Setup) throws {
    guard let choice = setup.network else {
      _ = try develop(setup)
      return
    }
    let network = try networks.network(choice.network.name)
    let first = try store.picture(
      setup.input.path, size: setup.size, isEqualized: setup.isEqualized
    ).picture
    _ = try pictureWarnings(setup, through: choice)
    let count = 1 + (choice.poolsBatch ? setup.batch.count : 0)
    _ = try networks.run(
      network, called: choice.network.name, Shape(count, 3, first.height, first.width))
  }

  /// The picture that comes out, and what is to be known of the files; nothing else is made.
  func render(
    _ setup: Setup, through choice: NetworkChoice
  ) throws -> (rendering: Rendering, warnings: [String]) {
    let passage = try passage(setup, choice, withBatch: choice.poolsBatch)
    guard let rendering = try picture(of: passage) else {
      throw UsageError("‘\(choice.network.name.printable)’ gives features and no picture")
    }
    return (rendering, try pictureWarnings(setup, through: choice))
  }

  /// The network's run, with the pictures shown and every site's normalization chosen.
  private func passage(
    _ setup: Setup, _ choice: NetworkChoice, withBatch: Bool
  ) throws -> Passage {
    let name = choice.network.name
    let network = try networks.network(name)
    let first = try store.picture(
      setup.input.path, size: setup.size, isEqualized: setup.isEqualized)
    let others = withBatch ? setup.batch : []
    let shape = Shape(1 + others.count, 3, first.picture.height, first.picture.width)
    let run = try networks.run(network, called: name, shape)
    let content =
      ["\(setup.isEqualized) \(setup.size ?? 0) \(name)", setup.input.path].joined(separator: " ")
    let all = ([content] + others).joined(separator: "\n")
    try run.show(all) { try pictures(setup, first.picture, others) }
    let recipes = try cook(setup, choice, network, others, first.picture).recipes()
    run.choose(recipes)
    return Passage(
      choice: choice, network: network, run: run, recipes: recipes, content: all, shape: shape)
  }

  private func cook(
    _ setup: Setup, _ choice: NetworkChoice, _ network: Network, _ others: [String],
    _ first: Picture
  ) -> SiteCook {
    let (name, paths) = (choice.network.name, [setup.input.path] + others)
    return SiteCook(
      setup: setup, choice: choice, network: network,
      measure: { [self] in try measure($0, setup, network, name) },
      own: { [self] in try own($0, setup, network, name, paths, first) })
  }

  /// The content and the others, cut to its sides.
  private func pictures(
    _ setup: Setup, _ first: Picture, _ others: [String]
  ) throws -> Tensor<Float> {
    var values = ColorSpace.rgb.tensor(of: first)
    for path in others {
      let picture = try store.picture(path, size: setup.size, isEqualized: setup.isEqualized)
        .picture.covering(width: first.width, height: first.height)
      values.elements += ColorSpace.rgb.tensor(of: picture).elements
    }
    return Tensor(
      Shape(1 + others.count, 3, first.height, first.width), elements: values.elements)
  }

  /// What is to be known of the files of the content and of styles that take part.
  func pictureWarnings(_ setup: Setup, through choice: NetworkChoice) throws -> [String] {
    let size = setup.styleSize ?? setup.size
    return try store.picture(setup.input.path, size: setup.size).warnings
      + (choice.takesStyle
        ? try setup.styles.flatMap { try store.picture($0.path, size: size).warnings } : [])
  }

  private func measure(
    _ style: StyleChoice, _ setup: Setup, _ network: Network, _ name: String
  ) throws -> StyleMeasure {
    let size = setup.styleSize ?? setup.size
    return try networks.style(network, called: "\(size ?? 0) \(name) \(style.path)") {
      ColorSpace.rgb.tensor(of: try store.picture(style.path, size: size).picture)
    }
  }

  /// The moments of each content at a level.
  private func own(
    _ level: Int, _ setup: Setup, _ network: Network, _ name: String, _ paths: [String],
    _ first: Picture
  ) throws -> [[Moments]] {
    try paths.enumerated().map { index, path in
      let key = "\(setup.isEqualized) \(first.width)×\(first.height) \(name) \(path)"
      return try networks.style(network, called: key) {
        let loaded = try store.picture(path, size: setup.size, isEqualized: setup.isEqualized)
        let picture =
          index == 0
          ? loaded.picture : loaded.picture.covering(width: first.width, height: first.height)
        return ColorSpace.rgb.tensor(of: picture)
      }.moments(atLevel: level)
    }
  }

  /// The content's picture that comes out; nil where features do.
  private func picture(of passage: Passage) throws -> Rendering? {
    guard passage.choice.network.givesPicture else { return nil }
    return ColorSpace.rgb.picture(from: try passage.run.picture(watch).picture(0))
  }

  private func plan(
    of recipe: SiteRecipe, _ state: KeptRun.SiteState, _ treatment: Treatment
  ) -> Plan {
    let count = state.shape.c
    guard let plain = recipe.plain, let turned = recipe.turned else {
      return Plan(content: state.content, style: nil, base: nil, steps: nil, pooledPictures: 1)
    }
    let bare = treatment.isBare
    let base = plain.steps(planes: state.planes, in: state.shape).prefix(count).map(\.affine)
    let isPooled = treatment.mode == .batch && recipe.running == nil
    return Plan(
      content: state.content, style: recipe.style,
      base: bare ? base.map { _ in .identity } : base,
      steps: Array(turned.steps(planes: state.planes, in: state.shape).prefix(count)),
      pooledPictures: isPooled ? state.shape.n : 1)
  }

  /// What is done to each plane of a batch at the present site under the setup's mode.
  func steps(
    of setup: Setup, through choice: NetworkChoice, planes: [Moments], in shape: Shape
  ) throws -> [PlaneStep]? {
    let network = try networks.network(choice.network.name)
    let first = try store.picture(
      setup.input.path, size: setup.size, isEqualized: setup.isEqualized)
    // The run is not told: what it has made of the setup's own mode stays.
    let recipes = try cook(setup, choice, network, setup.batch, first.picture).recipes()
    return recipes[choice.site].turned?.steps(planes: planes, in: shape)
  }
}
