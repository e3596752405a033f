// SPDX-License-Identifier: MIT

import Networks
import Normalization
import TestSupport
import Testing

/// The compact network against the results of an independent implementation.
@Suite struct CompactTests {
  let network: Network
  let content: Tensor<Float>
  let style: Tensor<Float>

  init() throws {
    network = try Fixture.compact()
    content = try Fixture.picture("content")
    style = try Fixture.picture("style")
  }

  private func moments(of picture: Tensor<Float>, allowsWinograd: Bool) throws -> LevelMoments {
    let run = try NetworkRun(
      network, picture.shape, encoderOnly: true, allowsWinograd: allowsWinograd)
    run.setInput(picture)
    return try #require(try run.levelMoments())
  }

  @Test func styleMomentsMatchTheReferenceAtEveryLevel() throws {
    let levels = try moments(of: style, allowsWinograd: false).levels
    for level in 1...3 {
      let found = try #require(levels[level])
      let means = try Fixture.array("style_mean_\(level)").widened
      let deviations = try Fixture.array("style_deviation_\(level)").widened
      let estimator = DeviationEstimator()
      let mean = Tensor(means.shape, elements: found.map(\.mean))
      let deviation = Tensor(means.shape, elements: found.map(estimator.deviation))
      expect(mean, means, 1e-5)
      expect(deviation, deviations, 1e-5)
    }
  }

  @Test(arguments: [false, true]) func theOutputMatchesTheReference(allowsWinograd: Bool) throws {
    let run = try NetworkRun(network, content.shape, allowsWinograd: allowsWinograd)
    run.setInput(content)
    run.setStyle(try moments(of: style, allowsWinograd: allowsWinograd))
    let output = try #require(try run.output())
    let tolerance = allowsWinograd ? 2e-3 : 1e-4
    expect(output, try Fixture.array("output").widened, tolerance)
    expect(run.input(at: 0), try Fixture.array("content_features").widened, tolerance)
    run.setStyle(try moments(of: content, allowsWinograd: allowsWinograd))
    let identity = try #require(try run.output())
    expect(identity, try Fixture.array("output_identity").widened, tolerance)
  }

  @Test func theStoredDescriptionEqualsTheCompactNetwork() throws {
    #expect(try NetworkDescription(text: Fixture.description(Fixture.compactPath)) == .compact)
  }

  private func expect<Scalar>(
    _ found: Tensor<Scalar>, _ expected: Tensor<Double>, _ tolerance: Double
  ) {
    let difference = Difference(of: found, from: expected)
    #expect(difference.worst <= tolerance, "\(difference)")
  }
}
