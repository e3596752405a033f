// SPDX-License-Identifier: MIT

import Explorer
import Foundation
import Normalization
import Pictures
import Settings
import TestSupport
import Testing

@testable import normscope

/// The whole line from files to figures, on the pictures that come along.
@Suite struct StudioTests {
  private func picture(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Assets/Pictures/\(name)").standardizedFileURL.path
  }

  private var settings: RenderSettings {
    var settings = RenderSettings(input: .picture(path: picture("content/red_panda.jpg")))
    settings.styles = [WeightedStyle(path: picture("style/van_gogh_cafe_terrace_1888.jpg"))]
    return settings
  }

  @Test func adaptiveGivesTheResultTheStylesMoments() throws {
    let report = try Studio(photographs: []).develop(settings).report
    for channel in report.channels {
      let style = try #require(channel.style)
      #expect(abs(channel.result.moments.mean - style.beta) < 1e-6)
      // x̂'s own deviation is σ/√(σ² + ε), short of 1 by at most ε/2σ² = 1e-4 here.
      #expect(abs(channel.result.moments.deviation / style.gamma - 1) < 2e-4)
    }
  }

  @Test func alphaZeroGivesTheContentBack() throws {
    var settings = settings
    settings.alpha = 0
    let studio = Studio(photographs: [])
    let result = try #require(try studio.develop(settings).rendering)
    #expect(result.picture == (try studio.store.picture(settings.input.path, size: nil).picture))
    #expect(result.clipped == 0)
  }

  @Test func batchPoolsTheContentWithTheOthers() throws {
    var settings = settings
    settings.mode = .batch
    settings.batch = [picture("content/citrus_fruits.jpg")]
    let report = try Studio(photographs: settings.batch).develop(settings).report
    #expect(report.pooledPictures == 2)
    #expect(report.pooledValues == 2 * 819 * 512)
  }

  @Test func anEditIsAFactorAndAnOffset() throws {
    var settings = settings
    settings.setEdit(AffineEdit(factor: 0.5, offset: 0.1), of: 1)
    let step = try #require(try Studio(photographs: []).plan(settings).steps?[1])
    let base = try #require(try Studio(photographs: []).plan(settings).base?[1])
    #expect(step.affine == ChannelAffine(gamma: base.gamma * 0.5, beta: base.beta + 0.1))
  }

  @Test func aStyleIsAPathWithAWeight() throws {
    let style = try #require(StyleArgument(argument: "a:b.jpg:0.25"))
    #expect(style.choice == WeightedStyle(path: "a:b.jpg", weight: 0.25))
    #expect(StyleArgument(argument: "plain.jpg")?.choice == WeightedStyle(path: "plain.jpg"))
  }
}
