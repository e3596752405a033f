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
