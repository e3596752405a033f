// SPDX-License-Identifier: MIT

import Normalization
import Settings
import Stylization
import TestSupport
import Testing

@testable import normscope

/// Options that every command with a network shares.
@Suite struct RenderOptionsTests {
  private let pipeline = Pipeline(photographs: [])

  private func settings(
    _ line: String, unqualified: RenderOptions.UnqualifiedTarget = .allSites
  ) throws -> RenderSettings {
    let options = try RenderOptions.parse(line.split(separator: " ").map(String.init))
    return try options.settings(
      .picture(path: "content.png"), pipeline, unqualified: unqualified)
  }

  private let compact = "--network compact --style s.png"

  @Test func withoutASiteOptionsApplyToAllSites() throws {
    let settings = try settings(
      "\(compact) --mode group:4 --epsilon 0.5 --gamma-factor 2 --beta-offset -1")
    #expect(settings.sites.count == 6)
    for (index, site) in settings.sites.enumerated() {
      #expect((site.mode, site.groups, site.epsilon) == (.group, 4, 0.5))
      let channels = try settings.channels(ofSite: index, pipeline)
      #expect((0..<channels).allSatisfy { site.edit(of: $0) == AffineEdit(factor: 2, offset: -1) })
    }
  }

  @Test func withASiteOptionsApplyToThatSite() throws {
    let settings = try settings("\(compact) --mode decoder.in=batch --epsilon decoder.res1=0.25")
    let sites = try #require(settings.network?.summary.sites)
    for (site, summary) in zip(settings.sites, sites) {
      #expect(site.mode == (summary.name == "decoder.in" ? .batch : .adaptive))
      #expect(site.epsilon == (summary.name == "decoder.res1" ? 0.25 : 1e-5))
    }
  }

  @Test func theAliasesSwapAndSiteEpsilonMeanTheSame() throws {
    let new = try settings("\(compact) --mode all=layer --epsilon decoder.in=0.1")
    #expect(try settings("\(compact) --swap all=layer --site-epsilon decoder.in=0.1") == new)
  }

  @Test func anOptionForOneSiteOverridesOneForAllSites() throws {
    for line in [
      "--site decoder.in --mode layer --swap all=instance",
      "--swap all=instance --swap decoder.in=layer", "--swap decoder.in=layer --mode all=instance",
    ] {
      let settings = try settings("\(compact) \(line)", unqualified: .givenSite)
      #expect(settings.sites.count { $0.mode == .instance } == 5)
      #expect(settings.sites.count { $0.mode == .layer } == 1, "\(line)")
    }
    let sites = try settings("\(compact) --epsilon decoder.in=0.1 --epsilon 0.5").sites
    #expect(sites.map(\.epsilon).sorted() == [0.1, 0.5, 0.5, 0.5, 0.5, 0.5])
    let last = try settings("\(compact) --mode decoder.in=layer --mode decoder.in=batch")
    #expect(last.sites.count { $0.mode == .batch } == 1)
  }

  @Test func gammaFactorAndBetaOffsetChangeAnEditWithWhatItsOptionGave() throws {
    for line in [
      "--edit decoder.in=3,1 --gamma-factor decoder.in=2",
      "--gamma-factor decoder.in=2 --edit decoder.in=3,1",
    ] {
      let settings = try settings("\(compact) --site decoder.in \(line)")
      #expect(settings.edit(of: 0) == AffineEdit(factor: 2, offset: 1), "\(line)")
    }
  }

  /// In the explorer they take effect when the mode or the style changes.
  @Test(arguments: [
    "--batch a.png", "--network compact --batch a.png", "--network compact --alpha 0.5",
    "--mode layer --alpha 0.5", "--network feedforward-instance --style s.png",
  ])
  func onlyTheExplorerTakesOptionsWithoutEffect(_ line: String) throws {
    let options = try RenderOptions.parse(line.split(separator: " ").map(String.init))
    let content = Input.picture(path: "c.png")
    if line != "--batch a.png" {
      #expect(throws: UsageError.self) { try options.settings(content, pipeline) }
    }
    _ = try options.settings(content, pipeline, refusesUnused: false)
  }

  @Test func aStyleThatModesMakeUnusedIsNotAnError() throws {
    #expect(try settings("\(compact) --swap all=none").sites.allSatisfy { $0.mode == .none })
  }

  @Test(arguments: [
    ("--mode layer", true), ("--epsilon 0.1", true), ("--groups 3", true),
    ("--mode rgb=layer", true), ("--mode decoder.in=layer", false),
    ("--site decoder.res1 --mode layer", false), ("--alpha 0.5", false),
  ])
  func modesAreForPixelsUnlessTheyNameASiteOfANetwork(_ line: String, _ areForPixels: Bool) throws {
    let options = try RenderOptions.parse(line.split(separator: " ").map(String.init))
    #expect(options.areForPixels == areForPixels)
  }

  @Test func siteSelectsTheSiteAndLimitsUnqualifiedOptionsOnlyInApplyAndExplore() throws {
    let line = "\(compact) --site decoder.res1 --mode layer"
    let all = try settings(line)
    #expect(all.network?.selectedSite.name == "decoder.res1")
    #expect(all.sites.allSatisfy { $0.mode == .layer })
    let one = try settings(line, unqualified: .givenSite)
    #expect(one.sites.count { $0.mode == .layer } == 1 && one.mode == .layer)
  }

  @Test func aValuePerChannelNeedsASiteUnlessThereIsOnlyOne() throws {
    #expect(throws: UsageError.self) { try settings("\(compact) --gamma-factor 1,2,3") }
    let pixels = try settings("--mode instance --gamma-factor 1,2,3 --beta-offset rgb=0,0,1")
    #expect(pixels.edit(of: 1) == AffineEdit(factor: 2))
    #expect(pixels.edit(of: 2) == AffineEdit(factor: 3, offset: 1))
  }

  @Test func withoutANetworkTheSettingsAreThoseOfPixels() throws {
    #expect(try settings("--mode layer") == settings("--network pixels --mode layer"))
    #expect(try settings("--mode layer").isPixels)
  }

  @Test func withoutAStyleSitesThatTakeOneHaveNoModeWhereNoneIsNeeded() throws {
    let options = try RenderOptions.parse(["--network", "compact", "--mode", "decoder.in=batch"])
    let settings = try options.settings(
      .picture(path: "c.png"), pipeline, needsStyle: false)
    #expect(settings.sites[0].mode == .batch && settings.sites[0].usesIdentityAffine)
    #expect(settings.sites.dropFirst().allSatisfy { $0.mode == .none })
  }
}
