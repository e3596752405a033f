// SPDX-License-Identifier: MIT

import Foundation
import Networks
import Normalization

/// A run of a network with what it was shown and told, so that only what has changed is done again.
final class KeptRun {
  /// What enters a site.
  struct SiteState {
    /// Tells it from what entered before.
    let id = UUID()
    /// The first picture's part.
    let content: Site
    /// The moments of all planes of all pictures.
    let planes: [Moments]
    /// N × C × H × W.
    let shape: Shape
  }

  private let run: NetworkRun
  private var shown: String?
  private var recipes: [SiteRecipe] = []
  private var output: Tensor<Float>?
  private var state: (site: Int, before: [SiteRecipe], state: SiteState)?

  init(_ run: NetworkRun) { self.run = run }

  /// Takes other pictures, unless they are those of the same name.
  func show(_ name: String, _ pictures: () throws -> Tensor<Float>) rethrows {
    guard name != shown else { return }
    run.setInput(try pictures())
    (shown, output, state) = (name, nil, nil)
  }

  /// Chooses what is done at each site; what comes before the first change stays.
  func choose(_ new: [SiteRecipe]) {
    for (index, recipe) in new.enumerated()
    where !recipes.indices.contains(index) || recipes[index] != recipe {
      run.setNormalizer(recipe.turned, at: index)
      output = nil
    }
    recipes = new
  }

  /// The picture that comes out. - Throws: `RunWatch.Stale`.
  func picture(_ watch: RunWatch) throws -> Tensor<Float> {
    if let output { return output }
    guard let made = try run.output(isCancelled: { watch.isStale(run.progress) }) else {
      throw RunWatch.Stale()
    }
    output = made
    return made
  }

  /// What enters a site. - Throws: `RunWatch.Stale`.
  func state(at site: Int, _ watch: RunWatch) throws -> SiteState {
    let before = Array(recipes[..<site])
    if let state, state.site == site, state.before == before { return state.state }
    guard try run.run(toSite: site, isCancelled: { watch.isStale(run.progress) }) else {
      throw RunWatch.Stale()
    }
    let made = SiteState(
      content: Site(
        tensor: run.input(at: site).picture(0),
        names: (0..<run.sites[site].channels).map(String.init)),
      planes: run.moments[site], shape: run.shape(at: site))
    state = (site, before, made)
    return made
  }
}

extension Tensor {
  /// One picture of the batch, 1 × C × H × W.
  func picture(_ n: Int) -> Tensor {
    if shape.n == 1 && n == 0 { return self }
    let size = shape.c * shape.plane
    return Tensor(
      Shape(1, shape.c, shape.h, shape.w), elements: Array(elements[n * size..<(n + 1) * size]))
  }
}
