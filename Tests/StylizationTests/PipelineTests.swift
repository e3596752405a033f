// SPDX-License-Identifier: MIT

import Foundation
import Normalization
import Pictures
import Settings
import TestSupport
import Testing

@testable import Stylization

/// The pipeline in pixel space, on the bundled pictures.
@Suite struct PipelineTests {
  private var settings: RenderSettings {
    var settings = RenderSettings(input: .picture(path: Program.picture("content/red_panda.jpg")))
    settings.styles = [
      WeightedStyle(path: Program.picture("style/van_gogh_cafe_terrace_1888.jpg"))
    ]
    return settings
  }

  private func inspect(_ settings: RenderSettings) throws -> SiteResult {
    try Pipeline(photographs: []).inspect(settings).site
  }

  @Test func adaINResultsHaveTheMomentsOfTheStyle() throws {
    let site = try inspect(settings)
    for (c, transform) in try #require(site.transforms).enumerated() {
      let style = try #require(site.style?.channels[c])
      let result = site.input.statistics[c].mapped(by: transform).moments
      #expect(abs(result.mean - style.beta) < 1e-6)
      // The deviation of x̂ is σ/√(σ² + ε), short of 1 by at most ε/2σ² = 1e-4 here.
      #expect(abs(result.deviation / style.gamma - 1) < 2e-4)
    }
  }

  /// The sites and styles of the settings are those of the file that was replaced.
  @Test(arguments: [("compact", "multistyle"), ("multistyle", "compact")])
  func aNetworkFileReplacedByAnotherNetworkIsAnError(_ old: String, _ new: String) throws {
    let folder = try ScratchFolder()
    let path = folder("n.safetensors")
    let manager = FileManager.default
    try manager.copyItem(atPath: Program.network(old), toPath: path)
    let pipeline = Pipeline(photographs: [])
    var settings = settings
    settings.size = 32
    let summary = try NetworkSummary(pipeline.networks.file(of: path), called: path)
    var network = NetworkSettings(summary)
    network.site = network.sites.count - 1
    settings.network = network
    _ = try pipeline.inspect(settings)
    #expect(try pipeline.networks.changedSummary(of: summary) == nil)
    try manager.removeItem(atPath: path)
    try manager.copyItem(atPath: Program.network(new), toPath: path)
    #expect(throws: RenderError.networkChanged(network: path)) { try pipeline.inspect(settings) }
    #expect(throws: RenderError.networkChanged(network: path)) { try pipeline.check(settings) }
    let changed = try #require(try pipeline.networks.changedSummary(of: summary))
    settings.network = NetworkSettings(changed)
    _ = try pipeline.inspect(settings)
  }

  @Test func alphaZeroReturnsTheContent() throws {
    var settings = settings
    settings.alpha = 0
    let pipeline = Pipeline(photographs: [])
    let rendering = try pipeline.render(settings).rendering
    let content = try pipeline.pictures.picture(PictureKey(settings.input.path)).picture
    #expect(rendering.picture == content)
    #expect(rendering.clipped == 0)
  }

  @Test func batchNormPoolsTheContentWithTheBatch() throws {
    var settings = settings
    settings.mode = .batch
    settings.batch = [Program.picture("content/citrus_fruits.jpg")]
    let site = try inspect(settings)
    #expect(site.pooledPictures == 2)
    #expect(site.input.shape == Shape(2, 3, 512, 819))
    #expect(site.batchTransforms?.count == 6)
    let moments = try #require(site.transforms?[0].moments)
    #expect(moments.count == 2 * 819 * 512)
  }

  @Test func anEditIsAFactorOnGammaAndAnOffsetOnBeta() throws {
    var settings = settings
    settings.setEdit(AffineEdit(factor: 0.5, offset: 0.1), of: 1)
    let site = try inspect(settings)
    let (edited, base) = (
      try #require(site.transforms?[1].affine), try #require(site.unedited?[1])
    )
    #expect(edited == ChannelAffine(gamma: base.gamma * 0.5, beta: base.beta + 0.1))
  }

  @Test func anErrorInABorrowedPipelineReturnsItToThePool() throws {
    struct Failure: Error {}
    let pool = PipelinePool { Pipeline(photographs: []) }
    let first = pool.withPipeline { ObjectIdentifier($0) }
    #expect(throws: Failure.self) { try pool.withPipeline { _ in throw Failure() } }
    #expect(pool.withPipeline { ObjectIdentifier($0) } == first)
  }

  @Test func picturesThatChangeOnDiskAreReadAgain() throws {
    let folder = try ScratchFolder()
    let path = folder("content.png")
    try Picture.noise(width: 20, height: 10, seed: 1).write(to: path)
    var settings = RenderSettings(input: .picture(path: path), mode: .none)
    let pipeline = Pipeline(photographs: [])
    let before = try pipeline.render(settings).rendering.picture
    try Picture.noise(width: 20, height: 10, seed: 2).write(to: path)
    let after = try pipeline.render(settings).rendering.picture
    #expect(before != after)
    #expect(after == Picture.noise(width: 20, height: 10, seed: 2))
    // Pictures of different sizes have separate cache entries.
    settings.size = 16
    #expect(try pipeline.render(settings).rendering.picture.width == 16)
  }

  @Test func thumbnailsAreRecomputedWhenThePictureChangesSize() throws {
    let folder = try ScratchFolder()
    let path = folder("content.png")
    try Picture.noise(width: 40, height: 40, seed: 1).write(to: path)
    let cache = PictureCache()
    let thumbnails = try [nil, 16].map { size in
      try cache.thumbnail(PictureKey(path, size: size), width: 20, height: 20)
    }
    // Reduced to 16 and enlarged to 20 pixels, it has lost detail.
    #expect(thumbnails[0] != thumbnails[1])
  }
}

/// The byte-limited cache.
@Suite struct ByteCacheTests {
  @Test func theLeastRecentlyUsedValuesAreEvictedFirst() {
    let cache = ByteCache<Int, Int>(limit: 30) { _ in 10 }
    var computed: [Int] = []
    for key in [1, 2, 3, 1, 4, 1, 2] {
      _ = cache.value(key) {
        computed.append(key)
        return key
      }
      #expect(cache.bytes <= 30)
    }
    #expect(computed == [1, 2, 3, 4, 2])
  }

  @Test func theNewestValueIsCachedEvenAboveTheLimit() {
    let cache = ByteCache<Int, Int>(limit: 5) { $0 }
    cache.insert(100, for: 1)
    #expect(cache.value(1) { 0 } == 100)
    cache.insert(3, for: 2)
    #expect(cache.value(1) { 0 } == 0)
  }
}
