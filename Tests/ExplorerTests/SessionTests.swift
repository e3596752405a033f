// SPDX-License-Identifier: MIT

import Foundation
import Normalization
import Pictures
import Settings
import TestSupport
import Testing

@testable import Explorer

/// Encoding and decoding of sessions and preferences.
@Suite struct SessionTests {
  /// A session in which no field has its default.
  static let full: Session = {
    var settings = RenderSettings(
      input: .tensor(path: "/a b/x'y.npy", index: 3),
      batch: ["/1", "/zwei\n"] + IllFormedName.allCases.map { "/" + $0.text })
    settings.styles = [
      WeightedStyle(path: "/s:0.5", weight: 0.1 + 0.2), WeightedStyle(path: "/ü.png"),
    ]
    (settings.mode, settings.space, settings.convention) = (.group, .lab, .pytorch)
    (settings.alpha, settings.epsilon, settings.groups) = (0.35, 1e-12, 32)
    (settings.usesIdentityAffine, settings.isEqualized, settings.size) = (true, true, 96)
    settings.edits = [
      .lab: [0: AffineEdit(factor: 1.05, offset: -12.5)], .rgb: [511: AffineEdit(offset: 1 / 3)],
    ]
    settings.identityAffineEdits = [.ruderman: [2: AffineEdit(factor: -2)]]
    settings.affineOverride = AffineOverride(gamma: [0.1], beta: [1, -2, 1e-300])
    (settings.network, settings.styleSize) = (network, 64)
    var session = Session(settings: settings)
    (session.page, session.control) = (.channels, .weight(1))
    session.compared = .adaptive
    (session.channel, session.filter) = (.one(7), "1\"2")
    return session
  }()

  /// Network settings in which no field has its default.
  private static let network: NetworkSettings = {
    var choice = NetworkSettings(
      NetworkSummary(
        name: "n\"1", note: "c3",
        sites: [
          .init(name: "a", channels: 4, defaultMode: .conditional, epsilon: 1e-3),
          .init(name: "b", channels: 8, defaultMode: .batch, hasRunningStatistics: true),
        ], styleNames: ["dawn", "dusk"], givesPicture: false))
    choice.site = 1
    choice.styleMixture = [WeightedStyle(row: 1, weight: 0.25)]
    choice.sites[0].edits = [3: AffineEdit(factor: 2)]
    choice.sites[1] = SiteSettings(mode: .group, epsilon: 1e-4)
    (choice.sites[1].groups, choice.sites[1].usesIdentityAffine) = (4, true)
    choice.sites[1].identityAffineEdits = [0: AffineEdit(offset: 0.5)]
    return choice
  }()

  @Test func aSessionWithoutANetworkKeyHasNoNetwork() throws {
    var session = Self.full
    (session.settings.network, session.settings.styleSize) = (nil, nil)
    let text = String(decoding: try session.json(), as: UTF8.self)
    #expect(!text.contains("network") && !text.contains("styleSize"))
    #expect(try Session(json: Array(text.utf8)).settings.network == nil)
  }

  @Test func anEncodedSessionDecodesToItself() throws {
    #expect(try Session(json: Self.full.json()) == Self.full)
    let plain = Session(settings: RenderSettings(input: .picture(path: "")))
    #expect(try Session(json: plain.json()) == plain)
  }

  /// When a field is added, add it to the file and to `full`, and update these counts.
  @Test func everyFieldOfASessionDiffersFromItsDefaultInTheTestData() {
    #expect(Mirror(reflecting: Self.full.settings).children.count == 14)
    #expect(Mirror(reflecting: Self.full).children.count == 6)
    let first = RenderSettings(input: .picture(path: ""))
    for (one, other) in zip(
      Mirror(reflecting: Self.full.settings).children, Mirror(reflecting: first).children)
    {
      #expect("\(one.value)" != "\(other.value)", "\(one.label ?? "")")
    }
  }

  @Test func everyControlAndPageHasAUniqueStoredName() {
    let controls: [Control] = [
      .mode, .space, .picture, .channel, .gamma, .beta, .alpha, .convention, .weight(0),
      .weight(8), .epsilon, .groups, .network, .site, .moments,
    ]
    for control in controls { #expect(Control(storedName: control.storedName) == control) }
    #expect(Set(Page.allCases.map(\.storedName)).count == Page.allCases.count)
    for storedName in ["weight 0", "weight", "weight x", "", "Mode"] {
      #expect(Control(storedName: storedName) == nil)
    }
  }

  @Test func aStateResumesASession() {
    let first = RenderSettings(input: .picture(path: "/x.png"))
    let state = ExplorerState(
      resuming: Self.full, initial: first, size: ScreenSize(rows: 40, columns: 120),
      glyphs: .unicode)
    #expect(state.settings == Self.full.settings && state.initial == first)
    // GN has no weights, so the cursor moves to the mode.
    #expect(state.control == .mode && state.page == .channels)
    #expect(state.channel == .one(7) && state.channelsPage.filter == "1\"2")
  }

  @Test func sessionFilesAreIndentedAndHaveSortedKeys() throws {
    let text = String(decoding: try Self.full.json(), as: UTF8.self)
    #expect(text.contains("\n  \"alpha\" : 0.35,\n") && text.hasSuffix("\n}\n"))
    #expect(text.contains("\"normscope\" : \"session\"") && text.contains("\"version\" : 1"))
  }

  @Test func aNewerVersionIsReportedWithItsNumber() {
    let json = Array(#"{"normscope": "session", "version": 2, "anything": []}"#.utf8)
    #expect(throws: SessionError.newer(version: 2)) { try Session(json: json) }
  }

  @Test func aTruncatedSessionIsRejected() throws {
    let json = try Self.full.json()
    for count in 0..<json.count - 2 {
      #expect(throws: SessionError.self) { try Session(json: Array(json.prefix(count))) }
    }
  }

  @Test(arguments: [
    (#""alpha" : 0.35"#, #""alpha" : "much""#), (#""groups" : 32"#, #""groups" : 0"#),
    (#""epsilon" : 1e-12"#, #""epsilon" : -1"#), (#""size" : 96"#, #""size" : 1"#),
    (#""mode" : "group""#, #""mode" : "grope""#), (#""page" : "channels""#, #""page" : "9""#),
    (#""channel" : 7"#, #""channel" : -1"#), (#""factor" : -2"#, #""factor" : 1e999"#),
    (#""511""#, #""-3""#), (#""version" : 1"#, #""version" : 0"#),
    (#""normscope" : "session""#, #""normscope" : "settings""#),
    (#""picture" : 3"#, #""picture" : -3"#), (#""filter" :"#, #""filler" :"#),
  ])
  func anInvalidValueIsRejected(_ old: String, _ new: String) throws {
    let text = String(decoding: try Self.full.json(), as: UTF8.self)
    try #require(text.contains(old))
    let json = Array(text.replacing(old, with: new).utf8)
    #expect(throws: SessionError.self) { try Session(json: json) }
  }

  @Test func preferencesWithMissingOrUnknownKeysCanBeRead() throws {
    let read = { (text: String) in
      try JSONDecoder().decode(Preferences.self, from: Data(text.utf8))
    }
    #expect(try read("{}") == Preferences())
    #expect(try read(#"{"theme": "mono", "later": 1}"#).theme == .mono)
    #expect(throws: (any Error).self) { try read(#"{"theme": "purple"}"#) }
    var preferences = Preferences()
    (preferences.theme, preferences.hasMouse) = (.contrast, false)
    #expect(
      try JSONDecoder().decode(Preferences.self, from: try JSONEncoder().encode(preferences))
        == preferences)
  }

  @Test func wOpensThePaletteWithTheExports() throws {
    var state = ExplorerState(
      settings: RenderSettings(input: .picture(path: "/x.png")),
      size: ScreenSize(rows: 40, columns: 120),
      glyphs: .unicode)
    _ = state.update(.key(.character("w")))
    #expect(state.overlay == .palette("export ", cursor: 0))
    #expect(state.commands(matching: "export ").count == Export.allCases.count - 1)
    let page = view(ExplorerState(settings: state.settings, size: state.size, glyphs: .unicode))
    guard case .export(let job)? = state.update(.key(.enter)).first else {
      Issue.record("nothing is exported")
      return
    }
    // The exported screen does not include the palette.
    #expect(job.export == .resultPicture && job.canvas == page && job.settings == state.settings)
    _ = state.update(.notice("written to x.png"))
    #expect(view(state).text.contains("written to x.png"))
  }

  @Test(arguments: [(20, 60), (40, 120)])
  func aLongCommandLineIsShownInFull(_ rows: Int, _ columns: Int) {
    var state = ExplorerState(
      settings: RenderSettings(input: .picture(path: "/x.png")),
      size: ScreenSize(rows: rows, columns: columns),
      glyphs: .unicode)
    let path = "/a/" + (0..<50).map { "\($0)-" }.joined() + "z.png"
    _ = state.update(.commandLine(["normscope apply " + path, "  --mode none"]))
    let shown = view(state).text.filter { !" │\n".contains($0) }
    #expect(shown.contains("normscopeapply" + path + "--modenone"), "\(view(state).text)")
    _ = state.update(.key(.escape))
    #expect(state.overlay == nil)
  }
}
