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

@testable import normscope

/// Files that preserve the session, the preferences and the styles between two runs.
@Suite struct PersistenceTests {
  private let folder: ScratchFolder
  private let pipeline = Pipeline(photographs: [])

  init() throws {
    folder = try ScratchFolder()
    for (seed, name) in ["content.png", "style.png", "other.png"].enumerated() {
      let picture = Picture.noise(width: 24, height: 16, seed: UInt64(seed))
      try FileContents.write(picture.encoded(as: .png), to: folder(name))
    }
  }

  private var folders: UserDirectories {
    UserDirectories([
      "XDG_STATE_HOME": folder("state"), "XDG_CONFIG_HOME": folder("config"),
      "XDG_DATA_HOME": folder("data"),
    ])
  }

  private var settings: RenderSettings {
    RenderSettings(
      input: .picture(path: folder("content.png")),
      styles: [WeightedStyle(path: folder("style.png"))], batch: [folder("other.png")])
  }

  private func open(_ arguments: [String] = [], isGiven: Bool = false) throws -> StartupLoader {
    try StartupLoader(
      try SessionOptions.parse(arguments), folders, settings: settings, isGiven: isGiven,
      pipeline: pipeline)
  }

  /// Changes α, and the theme if one is given; returns the error message of saving.
  private func change(_ startup: StartupLoader, alpha: Double, theme: Theme? = nil) -> String? {
    var state = startup.state.explorerState(
      size: ScreenSize(rows: 24, columns: 80), glyphs: .unicode)
    startup.sessionStore.begin(state)
    #expect(startup.sessionStore.save(state) == nil)
    state.settings.alpha = alpha
    state.preferences.theme = theme ?? state.preferences.theme
    return startup.sessionStore.save(state)
  }

  @Test(arguments: [
    (["HOME": "/h"], "/h/.local/state/normscope", "/h/.config/normscope"),
    (["HOME": "/h", "XDG_STATE_HOME": "/s"], "/s/normscope", "/h/.config/normscope"),
    (
      ["HOME": "/h", "XDG_STATE_HOME": "", "XDG_CONFIG_HOME": "relative"],
      "/h/.local/state/normscope", "/h/.config/normscope"
    ),
    (["XDG_CONFIG_HOME": "/c"], nil, "/c/normscope"), ([:], nil, nil),
    (["HOME": "relative"], nil, nil),
  ])
  func foldersFollowTheXDGSpecification(
    _ environment: [String: String], _ state: String?, _ configuration: String?
  ) {
    let folders = UserDirectories(environment)
    #expect(folders.state == state && folders.configuration == configuration)
  }

  @Test func newFoldersAreAccessibleToTheUserOnly() throws {
    try UserDirectories.make(folder("a/b/c"))
    try UserDirectories.make(folder("a/b/c"))
    for path in ["a", "a/b", "a/b/c"] {
      let mode = try FileManager.default.attributesOfItem(atPath: folder(path))[.posixPermissions]
      #expect(mode as? Int == 0o700)
    }
    #expect(throws: FileError.self) { try UserDirectories.make(folder("content.png/x")) }
  }

  @Test func nothingIsWrittenBeforeTheFirstChange() throws {
    let startup = try open()
    var state = startup.state.explorerState(
      size: ScreenSize(rows: 24, columns: 80), glyphs: .unicode)
    startup.sessionStore.begin(state)
    state.notice = "x"
    #expect(startup.sessionStore.save(state) == nil)
    #expect(!FileManager.default.fileExists(atPath: folder("state")))
  }

  @Test func theLastSessionIsRestored() throws {
    #expect(change(try open(), alpha: 0.35) == nil)
    #expect(try open().state.session.settings.alpha == 0.35)
    #expect(try open().state.initial.alpha == 1)
    // The command line and --fresh take precedence; neither writes before a change.
    #expect(try open(isGiven: true).state.session.settings.alpha == 1)
    #expect(try open(["--fresh"]).state.session.settings.alpha == 1)
    #expect(try open().state.session.settings.alpha == 0.35)
    #expect(change(try open(["--fresh"]), alpha: 0.5) == nil)
    #expect(try open().state.session.settings.alpha == 0.5)
  }

  @Test(arguments: IllFormedName.allCases)
  func namesThatAreNotUTF8AreRestored(_ name: IllFormedName) throws {
    let paths = ["1", "2"].map { folder(name.text + $0 + ".png") }
    for path in paths { try FileContents.write(FileContents.read(folder("style.png")), to: path) }
    let option = ["--session", folder(name.text + "/session.json")]
    let startup = try open(option)
    var state = startup.state.explorerState(
      size: ScreenSize(rows: 24, columns: 80), glyphs: .unicode)
    state.settings.input = .picture(path: paths[0])
    state.settings.styles = paths.map { WeightedStyle(path: $0) }
    state.settings.batch = [paths[1]]
    state.bank = [StyleBankEntry(path: paths[0], isUserAdded: true)]
    #expect(startup.sessionStore.save(state) == nil)
    let restored = try open(option).state
    #expect(restored.notice == nil)
    #expect(restored.session.settings == state.settings)
    #expect(restored.session.settings.input.path.pathBytes == paths[0].pathBytes)
    #expect(restored.styles == state.bank)
  }

  @Test func theSessionOptionSelectsTheFileToOpenAndSave() throws {
    let option = ["--session", folder("mine.json")]
    #expect(change(try open(option), alpha: 0.25) == nil)
    #expect(try open(option).state.session.settings.alpha == 0.25)
    #expect(try open().state.session.settings.alpha == 1)
  }

  @Test(arguments: ["", "{", "[]", #"{"normscope":"session","version":7}"#, "\u{0}"])
  func unreadableFilesAreNeverOverwritten(_ text: String) throws {
    try UserDirectories.make(folder("state/normscope"))
    let path = folder("state/normscope/session.json")
    try FileContents.write(Array(text.utf8), to: path)
    let startup = try open()
    #expect(startup.state.notice?.contains("changes are not saved") == true)
    #expect(startup.state.notice?.contains("‘session.json’") == true)
    #expect(change(startup, alpha: 0.5) == nil)
    #expect(try FileContents.read(path) == Array(text.utf8))
    #expect(throws: UsageError.self) { try open(["--session", path]) }
    #expect(throws: UsageError.self) { try open(["--session", path, "--fresh"]) }
  }

  @Test func missingPicturesAreRemovedAndTheFirstIsNamed() throws {
    var session = Session(settings: settings)
    session.settings.alpha = 0.5
    session.settings.styles.insert(WeightedStyle(path: folder("gone.png"), weight: 2), at: 0)
    session.settings.batch.append(folder("lost.png"))
    let repair = SessionRepair(pipeline: pipeline, initial: settings)
    let repaired = repair.repaired(session)
    #expect(
      repaired.session.settings.styles == settings.styles && repaired.session.settings.alpha == 0.5)
    #expect(repaired.session.settings.batch == settings.batch)
    #expect(
      repaired.problem
        == "removed ‘gone.png’ and 1 more from the session: they cannot be read")
    session.settings = settings
    session.settings.input = .tensor(path: folder("gone.npy"), index: 2)
    session.settings.groups = 32
    let other = repair.repaired(session)
    #expect(other.session.settings == settings)
    #expect(other.problem?.contains("removed ‘gone.npy’ from the session") == true)
  }

  @Test func sessionsWithMissingPicturesAreBackedUpBeforeTheFirstWrite() throws {
    var session = Session(settings: settings)
    session.settings.styles.append(WeightedStyle(path: folder("gone.png")))
    let path = folder("mine.json")
    let bytes = try session.json()
    try FileContents.write(bytes, to: path)
    let startup = try open(["--session", path])
    #expect(try !folder.names.contains("mine-before-1.json"), "nothing has changed yet")
    #expect(change(startup, alpha: 0.5) == nil)
    #expect(try FileContents.read(folder("mine-before-1.json")) == bytes)
    #expect(try FileContents.read(path) != bytes)
  }

  @Test func invalidSessionsGiveAMessageAndTheInitialSettings() throws {
    var session = Session(settings: settings)
    (session.settings.mode, session.settings.groups) = (.group, 7)
    let repaired = SessionRepair(pipeline: pipeline, initial: settings).repaired(session)
    #expect(repaired.session == Session(settings: settings))
    #expect(repaired.problem?.contains("7 equal groups") == true)
  }

  @Test func preferencesOfOneRunAreNotSaved() throws {
    #expect(change(try open(), alpha: 1, theme: .mono) == nil)
    let run = try open(["--theme", "light", "--no-mouse"])
    #expect(run.state.preferences.theme == .light && !run.state.preferences.hasMouse)
    #expect(change(run, alpha: 1, theme: .contrast) == nil)
    let next = try open().state.preferences
    #expect(next.theme == .contrast && next.hasMouse)
  }

  @Test func userStylesOfTheBankAreSaved() throws {
    let startup = try open()
    var state = startup.state.explorerState(
      size: ScreenSize(rows: 24, columns: 80), glyphs: .unicode)
    state.bank = [StyleBankEntry(path: "/theirs.jpg", isUserAdded: false)]
    startup.sessionStore.begin(state)
    let added = StyleBankEntry(name: "my \"own\"", path: folder("style.png"), isUserAdded: true)
    state.bank.append(added)
    #expect(startup.sessionStore.save(state) == nil)
    #expect(try open(isGiven: true).state.styles == [added])
    try FileContents.write([0x5B], to: folder("data/normscope/styles.json"))
    let broken = try open()
    #expect(broken.state.notice?.contains("‘styles.json’") == true)
    broken.sessionStore.begin(state)
    state.bank = []
    #expect(broken.sessionStore.save(state) == nil)
    #expect(try FileContents.read(folder("data/normscope/styles.json")) == [0x5B])
  }

  @Test func savingErrorsAreReportedOnce() throws {
    let startup = try open(["--session", folder("later/mine.json")])
    // A file takes the place of the folder.
    try FileContents.write([1], to: folder("later"))
    let message = try #require(change(startup, alpha: 0.5))
    #expect(message.contains("changes not saved"))
    #expect(change(startup, alpha: 0.7) == nil)
    #expect(try FileContents.read(folder("later")) == [1])
  }

  @Test func optionsWithDefaultValuesCountAsGiven() throws {
    let given = { (line: String) in
      try ExploreCommand.parse(line.split(separator: " ").map(String.init)).options.areGiven
    }
    #expect(try given("--space rgb") && given("--alpha=1 --fresh"))
    #expect(try given("--equalize"))
    #expect(try !given("--size 512 --graphics sixel --session a.json --theme dark"))
  }
}
