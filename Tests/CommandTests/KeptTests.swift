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

/// What is kept from one start to the next, in folders of the tests' own.
@Suite struct KeptTests {
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

  private func open(_ arguments: [String] = [], isGiven: Bool = false) throws -> StartupState {
    try StartupState(
      try SessionOptions.parse(arguments), folders, settings: settings, isGiven: isGiven,
      pipeline: pipeline)
  }

  /// What a person does: turns α, and takes another theme if there is one.
  private func change(_ opening: StartupState, alpha: Double, theme: Theme? = nil) -> String? {
    var state = opening.start.state(
      size: ScreenSize(rows: 24, columns: 80), glyphs: .unicode)
    opening.sessionStore.begin(state)
    #expect(opening.sessionStore.keep(state) == nil)
    state.settings.alpha = alpha
    state.preferences.theme = theme ?? state.preferences.theme
    return opening.sessionStore.keep(state)
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
  func foldersAreThoseOfTheSpecification(
    _ environment: [String: String], _ state: String?, _ configuration: String?
  ) {
    let folders = UserDirectories(environment)
    #expect(folders.state == state && folders.configuration == configuration)
  }

  @Test func newFoldersAreForTheirOwnerAlone() throws {
    try UserDirectories.make(folder("a/b/c"))
    try UserDirectories.make(folder("a/b/c"))
    for path in ["a", "a/b", "a/b/c"] {
      let mode = try FileManager.default.attributesOfItem(atPath: folder(path))[.posixPermissions]
      #expect(mode as? Int == 0o700)
    }
    #expect(throws: FileError.self) { try UserDirectories.make(folder("content.png/x")) }
  }

  @Test func nothingIsWrittenBeforeSomethingChanges() throws {
    let opening = try open()
    var state = opening.start.state(size: ScreenSize(rows: 24, columns: 80), glyphs: .unicode)
    opening.sessionStore.begin(state)
    state.notice = "x"
    #expect(opening.sessionStore.keep(state) == nil)
    #expect(!FileManager.default.fileExists(atPath: folder("state")))
  }

  @Test func whatWasLeftIsPickedUpAgain() throws {
    #expect(change(try open(), alpha: 0.35) == nil)
    #expect(try open().start.session.settings.alpha == 0.35)
    #expect(try open().start.initial.alpha == 1)
    // What the command line says wins, and so does a fresh start; neither writes by itself.
    #expect(try open(isGiven: true).start.session.settings.alpha == 1)
    #expect(try open(["--fresh"]).start.session.settings.alpha == 1)
    #expect(try open().start.session.settings.alpha == 0.35)
    #expect(change(try open(["--fresh"]), alpha: 0.5) == nil)
    #expect(try open().start.session.settings.alpha == 0.5)
  }

  @Test func aNamedSessionIsOpenedAndSavedTo() throws {
    let option = ["--session", folder("mine.json")]
    #expect(change(try open(option), alpha: 0.25) == nil)
    #expect(try open(option).start.session.settings.alpha == 0.25)
    #expect(try open().start.session.settings.alpha == 1)
  }

  @Test(arguments: ["", "{", "[]", #"{"normscope":"session","version":7}"#, "\u{0}"])
  func aFileThatCannotBeReadIsNeverOverwritten(_ text: String) throws {
    try UserDirectories.make(folder("state/normscope"))
    let path = folder("state/normscope/session.json")
    try FileContents.write(Array(text.utf8), to: path)
    let opening = try open()
    #expect(opening.start.notice?.contains("nothing is saved") == true)
    #expect(opening.start.notice?.contains("‘session.json’") == true)
    #expect(change(opening, alpha: 0.5) == nil)
    #expect(try FileContents.read(path) == Array(text.utf8))
    #expect(throws: UsageError.self) { try open(["--session", path]) }
    #expect(throws: UsageError.self) { try open(["--session", path, "--fresh"]) }
  }

  @Test func missingPicturesAreLeftOutAndTheFirstIsNamed() throws {
    var session = Session(settings: settings)
    session.settings.alpha = 0.5
    session.settings.styles.insert(WeightedStyle(path: folder("gone.png"), weight: 2), at: 0)
    session.settings.batch.append(folder("lost.png"))
    let mending = SessionRepair(pipeline: pipeline, initial: settings)
    let mended = mending.mended(session)
    #expect(
      mended.session.settings.styles == settings.styles && mended.session.settings.alpha == 0.5)
    #expect(mended.session.settings.batch == settings.batch)
    #expect(
      mended.problem == "‘gone.png’ and 1 more of the session cannot be read and are left out")
    session.settings = settings
    session.settings.input = .tensor(path: folder("gone.npy"), index: 2)
    session.settings.groups = 32
    let other = mending.mended(session)
    #expect(other.session.settings == settings)
    #expect(other.problem?.contains("‘gone.npy’ of the session") == true)
  }

  @Test func aSessionOfMissingPicturesStaysUnderAnotherName() throws {
    var session = Session(settings: settings)
    session.settings.styles.append(WeightedStyle(path: folder("gone.png")))
    let path = folder("mine.json")
    let bytes = try session.json()
    try FileContents.write(bytes, to: path)
    let opening = try open(["--session", path])
    #expect(try !folder.names.contains("mine-before-1.json"), "nothing has changed yet")
    #expect(change(opening, alpha: 0.5) == nil)
    #expect(try FileContents.read(folder("mine-before-1.json")) == bytes)
    #expect(try FileContents.read(path) != bytes)
  }

  @Test func aSessionThatCannotBeComputedIsASentenceAndAFreshStart() throws {
    var session = Session(settings: settings)
    (session.settings.mode, session.settings.groups) = (.group, 7)
    let mended = SessionRepair(pipeline: pipeline, initial: settings).mended(session)
    #expect(mended.session == Session(settings: settings))
    #expect(mended.problem?.contains("7 groups") == true)
  }

  @Test func settingsOfOneRunAreNotKept() throws {
    #expect(change(try open(), alpha: 1, theme: .mono) == nil)
    let run = try open(["--theme", "light", "--no-mouse"])
    #expect(run.start.preferences.theme == .light && !run.start.preferences.hasMouse)
    #expect(change(run, alpha: 1, theme: .contrast) == nil)
    let next = try open().start.preferences
    #expect(next.theme == .contrast && next.hasMouse)
  }

  @Test func stylesOfTheBankAreKept() throws {
    let opening = try open()
    var state = opening.start.state(size: ScreenSize(rows: 24, columns: 80), glyphs: .unicode)
    state.bank = [StyleBankEntry(path: "/theirs.jpg", isUserAdded: false)]
    opening.sessionStore.begin(state)
    let own = StyleBankEntry(name: "my \"own\"", path: folder("style.png"), isUserAdded: true)
    state.bank.append(own)
    #expect(opening.sessionStore.keep(state) == nil)
    #expect(try open(isGiven: true).start.styles == [own])
    try FileContents.write([0x5B], to: folder("data/normscope/styles.json"))
    let broken = try open()
    #expect(broken.start.notice?.contains("‘styles.json’") == true)
    broken.sessionStore.begin(state)
    state.bank = []
    #expect(broken.sessionStore.keep(state) == nil)
    #expect(try FileContents.read(folder("data/normscope/styles.json")) == [0x5B])
  }

  @Test func aFailureIsSaidOnce() throws {
    let opening = try open(["--session", folder("later/mine.json")])
    // Where its folder should be there is a file meanwhile.
    try FileContents.write([1], to: folder("later"))
    let sentence = try #require(change(opening, alpha: 0.5))
    #expect(sentence.contains("not kept for the next start"))
    #expect(change(opening, alpha: 0.7) == nil)
    #expect(try FileContents.read(folder("later")) == [1])
  }

  @Test func optionsThatEqualTheDefaultAreGiven() throws {
    let given = { (line: String) in
      try ExploreCommand.parse(line.split(separator: " ").map(String.init)).options.areGiven
    }
    #expect(try given("--space rgb") && given("--alpha=1 --fresh"))
    #expect(try given("--equalize"))
    #expect(try !given("--size 512 --graphics sixel --session a.json --theme dark"))
  }
}
