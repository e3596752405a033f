// SPDX-License-Identifier: MIT

import Explorer
import Networks
import Normalization
import Pictures
import Settings
import TestSupport
import Testing

@testable import normscope

/// What styles, their weights and α make of every site of the network that comes along.
@Suite struct StyleMixerTests {
  let folder: ScratchFolder
  let paths = [
    NetworkFixture.path("style.png"), Program.picture("style/mountains_by_night.jpg"),
  ]
  let content: Tensor<Float>

  init() throws {
    folder = try ScratchFolder()
    // Sides that are no multiples of 4: the run fills them up and the encoder alone does not.
    content = ColorSpace.rgb.tensor(of: .noise(width: 42, height: 27, seed: 5))
  }

  /// A run of compact to its end, the moments of the styles, and of the content as one.
  private func run(
    alpha: Double, weights: [Double] = [3, 1], swaps: [String] = []
  ) throws -> (run: NetworkRun, styles: [StyleMoments], own: StyleMoments) {
    let choices = zip(paths, weights).map { WeightedStyle(path: $0, weight: $1) }
    let studio = try NetworkStudio(
      NetworkRequest(
        network: NetworkFixture.sketch, styles: choices, alpha: alpha, styleSize: 64,
        swaps: swaps.compactMap(SwapArgument.init(argument:))))
    let run = try studio.run(on: content, keeps: true)
    _ = try #require(try run.output())
    let styles = try paths.prefix(weights.count).map { path in
      let picture = try PictureFile.read(path, fitting: 64).picture
      return try StyleMixer.moments(of: ColorSpace.rgb.tensor(of: picture), in: studio.network)
    }
    return (run, styles, try StyleMixer.moments(of: content, in: studio.network))
  }

  /// Σ wₖ √(σₖ² + ε) and Σ wₖ μₖ over Σ wₖ.
  private func mixture(
    _ moments: [Moments], _ weights: [Double]
  ) -> (gamma: Double, beta: Double) {
    let sum = weights.reduce(0, +)
    let pairs = zip(moments, weights).map { m, w in
      (gamma: w / sum * (m.variance + 1e-5).squareRoot(), beta: w / sum * (m.mean + m.tail))
    }
    return (pairs.reduce(0) { $0 + $1.gamma }, pairs.reduce(0) { $0 + $1.beta })
  }

  @Test(arguments: [0, 0.4, 1, -0.5]) func theContentItselfIsMixedWhereItsFeaturesEnter(
    alpha: Double
  ) throws {
    let (run, styles, _) = try run(alpha: alpha)
    for (c, step) in run.transforms(at: 0).enumerated() {
      let own = run.moments[0][c]
      let deviation = (own.variance + 1e-5).squareRoot()
      let style = mixture(styles.compactMap { $0.levels[3]?[c] }, [3, 1])
      // (1 − α) · x + α · (γ · (x − μ) / deviation + β) as a line over x.
      let scale = (1 - alpha) + alpha * style.gamma / deviation
      let mean = own.mean + own.tail
      let shift = alpha * (style.beta - style.gamma / deviation * mean)
      #expect(abs(step.scale - scale) <= 1e-12 * (1 + abs(scale)), "channel \(c)")
      #expect(abs(step.shift - shift) <= 1e-12 * (1 + abs(mean) + abs(shift)), "channel \(c)")
    }
  }

  @Test func theContentIsAStyleOfOneLessAlphaAtTheSitesThatFollow() throws {
    let alpha = 0.4
    let (run, styles, own) = try run(alpha: alpha)
    for (index, site) in run.sites.enumerated().dropFirst() {
      guard case .style(let level) = site.source else { continue }
      for (c, step) in run.transforms(at: index).enumerated() {
        let style = mixture(styles.compactMap { $0.levels[level]?[c] }, [3, 1])
        let content = mixture([try #require(own.levels[level]?[c])], [1])
        let gamma = (1 - alpha) * content.gamma + alpha * style.gamma
        let beta = (1 - alpha) * content.beta + alpha * style.beta
        #expect(abs(step.affine.gamma - gamma) <= 1e-12 * (1 + gamma), "\(site.name) \(c)")
        #expect(abs(step.affine.beta - beta) <= 1e-12 * (1 + abs(beta)), "\(site.name) \(c)")
      }
    }
  }

  @Test func onlyTheProportionOfTheWeightsCounts() throws {
    let (one, other) = (try run(alpha: 0.7), try run(alpha: 0.7, weights: [0.75, 0.25]))
    for index in one.run.sites.indices {
      #expect(one.run.transforms(at: index) == other.run.transforms(at: index))
    }
  }

  @Test func aSwappedNormalizationIsMixedWithTheContentToo() throws {
    let (run, _, _) = try run(alpha: 0, swaps: ["decoder.in=layer"])
    for step in run.transforms(at: 0) {
      #expect(abs(step.scale - 1) <= 1e-12 && abs(step.shift) <= 1e-12, "\(step)")
    }
  }
}
