// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Foundation
import Normalization
import Pictures
import Settings
import Stylization
import TestSupport
import Testing
import Weights

@testable import normscope

/// Batch report of the five bundled photographs.
@Suite struct BatchReportTests {
  private let photographs = [
    "red_panda", "astronaut_eileen_collins", "citrus_fruits", "picos_de_europa",
    "roebling_bridge_night",
  ].map { Program.picture("content/\($0).jpg") }

  private func settings(_ mode: NormalizationMode, epsilon: Double = 1e-5) -> RenderSettings {
    var settings = RenderSettings(input: .picture(path: photographs[0]), mode: mode)
    settings.batch = Array(photographs.dropFirst())
    settings.styles = [WeightedStyle(path: Program.picture("style/van_gogh_cafe_terrace_1888.jpg"))]
    (settings.epsilon, settings.size) = (epsilon, 256)
    return settings
  }

  private func report(_ settings: RenderSettings) throws -> BatchReport {
    try #require(try page(settings, .batch).report.batch)
  }

  private func page(
    _ settings: RenderSettings, _ page: Page, _ pipeline: Pipeline = Pipeline(photographs: [])
  ) throws -> PageResult {
    try PageRenderer(pipeline: pipeline, settings: settings, style: nil).render(page)
  }

  private func spread(_ mode: NormalizationMode, _ report: BatchReport) throws -> Spread {
    try #require(report.outcomes.first { $0.mode == mode }?.spread)
  }

  @Test func batchNormPreservesTheSpreadOfThePictures() throws {
    let report = try report(settings(.batch))
    let after = try spread(.batch, report)
    #expect(report.pictures.count == 5 && report.spread.means > 0.2)
    #expect(abs(after.means / report.spread.means - 1) < 0.01)
    #expect(abs(after.deviations / report.spread.deviations - 1) < 0.01)
  }

  /// The deviation of x̂ is σ/√(σ² + ε), less than 1 by at most ε/2σ²: 2.6e-4 for ε = 1e-5 and the
  /// smallest σ, 0.14. The deviations differ by no more than this.
  @Test func instanceNormGivesAllPicturesTheSameMoments() throws {
    let usual = try report(settings(.instance))
    let after = try spread(.instance, usual)
    #expect(after.means < 1e-4 * usual.spread.means)
    #expect(after.deviations < 2.6e-4)
    let small = try report(settings(.instance, epsilon: 1e-6))
    #expect(try spread(.instance, small).means < 1e-4 * small.spread.means)
    #expect(try spread(.instance, small).deviations < 1e-4 * small.spread.deviations)
  }

  @Test(arguments: NormalizationMode.batchPageModes)
  func predictedMomentsEqualThoseOfNormalizedValues(_ mode: NormalizationMode) throws {
    let settings = settings(mode)
    let pipeline = Pipeline(photographs: [])
    let result = try page(settings, .batch, pipeline)
    let report = try #require(result.report.batch)
    let site = result.result.site
    let (content, steps) = (site.input.shape, try #require(site.batchTransforms))
    var worst = 0.0
    for (n, path) in photographs.enumerated() {
      let picture = try pipeline.pictures.picture(PictureKey(path, size: settings.size)).picture
        .covering(width: content.w, height: content.h)
      let own = Array(steps[n * 3..<(n + 1) * 3])
      let measured = ColorSpace.rgb.tensor(of: picture).applying(own).planeMoments()
      for (moments, expected) in zip(measured, report.pictures[n].after) {
        worst = max(worst, abs(moments.mean - expected.mean))
        worst = max(worst, abs(moments.deviation - expected.deviation))
      }
    }
    #expect(worst < 1e-6, "\(mode): \(worst)")
  }

  @Test func theCurrentModeHasTheSameResultAsOnOtherPages() throws {
    for mode in NormalizationMode.allCases {
      let result = try page(settings(mode), .batch)
      let batch = try #require(result.report.batch)
      for (channel, after) in zip(result.report.channels, batch.pictures[0].after) {
        // Both were measured, in different orders of summation.
        #expect(abs(channel.result.moments.mean - after.mean) < 1e-7, "\(mode)")
        #expect(abs(channel.result.moments.deviation - after.deviation) < 1e-7, "\(mode)")
      }
    }
  }

  @Test func thePicturesOfATensorAreItsBatch() throws {
    let folder = try ScratchFolder()
    var random = SplitMix(seed: 4)
    let x: Tensor<Float> = random.tensor(Shape(3, 4, 5, 6))
    try FileContents.write(NumPyArray.float(x, axes: [3, 4, 5, 6]).bytes, to: folder("x.npy"))
    let settings = RenderSettings(input: .tensor(path: folder("x.npy"), index: 1), mode: .batch)
    let result = try page(settings, .batch)
    let batch = try #require(result.report.batch)
    let y = BatchNorm(.identity(channels: 4))(x).planeMoments()
    for (n, picture) in batch.pictures.enumerated() {
      for (c, moments) in picture.after.enumerated() {
        #expect(abs(moments.mean - y[n * 4 + c].mean) < 1e-6)
        #expect(abs(moments.deviation - y[n * 4 + c].deviation) < 1e-6)
      }
    }
    let shown = result.report.channels[2].result.moments
    #expect(abs(shown.mean - batch.pictures[1].after[2].mean) < 1e-6)
    #expect(batch.outcomes.first { $0.mode == .adaptive }?.problem?.contains("style") == true)
  }

  @Test func anInvalidModeDoesNotAffectTheOthers() throws {
    var settings = settings(.instance)
    settings.styles = []
    let report = try page(settings, .compare).report
    #expect(report.comparisons.map(\.mode) == NormalizationMode.comparePageModes)
    for comparison in report.comparisons {
      #expect((comparison.statistics == nil) == comparison.mode.usesStyles)
      #expect((comparison.problem == nil) != comparison.mode.usesStyles)
    }
  }

  @Test func comparedModesHaveTheSameStatisticsAsSeparateRuns() throws {
    let pipeline = Pipeline(photographs: [])
    let report = try page(settings(.adaptive), .compare, pipeline).report
    for comparison in report.comparisons {
      let alone = try page(settings(comparison.mode), .preview, pipeline).report
      let statistics = try #require(comparison.statistics)
      #expect(statistics.results == alone.channels.map(\.result))
      #expect(statistics.transforms == alone.channels.compactMap(\.transform))
      #expect(statistics.clipped == alone.clipped)
    }
  }
}
