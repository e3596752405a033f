// SPDX-License-Identifier: MIT

import Networks
import Normalization
import Pictures
import Settings
import TestSupport
import Testing

@testable import Stylization

/// γ and β of every site of `compact`, for styles with weights and α.
@Suite struct SiteResolverTests {
  private let folder: ScratchFolder
  private let pipeline = Pipeline(photographs: [])
  private let styles: [String]
  private let content: String

  init() throws {
    folder = try ScratchFolder()
    (content, styles) = (folder("content.png"), ["a.png", "b.png"].map(folder.callAsFunction))
    // Sides that are not multiples of 4: the network pads them, its encoder alone does not.
    try Picture.noise(width: 42, height: 27, seed: 5).write(to: content)
    for (index, path) in styles.enumerated() {
      try Picture.noise(width: 60, height: 44, seed: UInt64(10 + index)).write(to: path)
    }
  }

  private func settings(alpha: Double, weights: [Double] = [3, 1]) throws -> RenderSettings {
    var settings = RenderSettings(input: .picture(path: content))
    settings.styles = zip(styles, weights).map { WeightedStyle(path: $0, weight: $1) }
    settings.network = NetworkSettings(try NetworkSummary(pipeline.networks.file(of: "compact")))
    settings.alpha = alpha
    return settings
  }

  /// The transforms of each site.
  private func transforms(_ settings: RenderSettings) throws -> [[PlaneTransform]] {
    try settings.sites.indices.map { index in
      var settings = settings
      settings.network?.site = index
      return try #require(try pipeline.inspect(settings).site.transforms)
    }
  }

  /// The moments of a picture at each encoder level, in the order of compact's sites.
  private func moments(_ path: String) throws -> [[Moments]] {
    let network = try pipeline.networks.network("compact")
    let picture = ColorSpace.rgb.tensor(of: try PictureFile.read(path).picture)
    let statistics = PictureMoments(network, picture)
    return try network.description.sites.enumerated().map { index, site in
      try statistics.moments(at: site, index)
    }
  }

  /// Σ wₖ √(σₖ² + ε) and Σ wₖ μₖ over Σ wₖ.
  private func mixture(
    _ moments: [Moments], _ weights: [Double]
  ) -> (gamma: Double, beta: Double) {
    let sum = weights.reduce(0, +)
    var result = (gamma: 0.0, beta: 0.0)
    for (m, w) in zip(moments, weights) {
      result.gamma += w / sum * (m.variance + 1e-5).squareRoot()
      result.beta += w / sum * (m.mean + m.meanLow)
    }
    return result
  }

  @Test(arguments: [0, 0.4, 1, -0.5]) func alphaMixesFeaturesWhereTheContentsFeaturesEnter(
    alpha: Double
  ) throws {
    let first = try transforms(settings(alpha: alpha))[0]
    let styles = try styles.map { try moments($0)[0] }
    for (c, transform) in first.enumerated() {
      let own = transform.moments
      let deviation = (own.variance + 1e-5).squareRoot()
      let style = mixture(styles.map { $0[c] }, [3, 1])
      // (1 − α) · x + α · (γ · (x − μ) / √(σ² + ε) + β) as scale · x + shift.
      let scale = (1 - alpha) + alpha * style.gamma / deviation
      let mean = own.mean + own.meanLow
      let shift = alpha * (style.beta - style.gamma / deviation * mean)
      #expect(abs(transform.scale - scale) <= 1e-12 * (1 + abs(scale)), "channel \(c)")
      #expect(
        abs(transform.shift - shift) <= 1e-12 * (1 + abs(mean) + abs(shift)), "channel \(c)")
    }
  }

  @Test func alphaMixesAffinesAtLaterSites() throws {
    let alpha = 0.4
    let (all, own) = (try transforms(settings(alpha: alpha)), try moments(content))
    let styles = try styles.map(moments)
    for index in all.indices.dropFirst() {
      for (c, transform) in all[index].enumerated() {
        let style = mixture(styles.map { $0[index][c] }, [3, 1])
        let content = mixture([own[index][c]], [1])
        let gamma = (1 - alpha) * content.gamma + alpha * style.gamma
        let beta = (1 - alpha) * content.beta + alpha * style.beta
        #expect(abs(transform.affine.gamma - gamma) <= 1e-12 * (1 + gamma), "\(index) \(c)")
        #expect(abs(transform.affine.beta - beta) <= 1e-12 * (1 + abs(beta)), "\(index) \(c)")
      }
    }
  }

  @Test func onlyTheRatioOfTheWeightsMatters() throws {
    let some = try transforms(settings(alpha: 0.7))
    #expect(try transforms(settings(alpha: 0.7, weights: [0.75, 0.25])) == some)
  }

  @Test func alphaAppliesToAnyModeAtASiteThatTakesAStyle() throws {
    var settings = try settings(alpha: 0)
    settings.updateSite(0) { $0.mode = .layer }
    for transform in try transforms(settings)[0] {
      #expect(
        abs(transform.scale - 1) <= 1e-12 && abs(transform.shift) <= 1e-12, "\(transform)")
    }
  }

  @Test func withoutAStyleOnlyTheIdentityAffineCanBeResolved() throws {
    var settings = try settings(alpha: 1)
    settings.styles = []
    #expect(throws: RenderError.networkNeedsStyle(network: "compact")) {
      _ = try pipeline.render(settings)
    }
    for index in settings.sites.indices {
      settings.updateSite(index) { ($0.mode, $0.usesIdentityAffine) = (.instance, true) }
    }
    _ = try pipeline.render(settings)
  }
}
