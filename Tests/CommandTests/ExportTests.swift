// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Foundation
import Normalization
import Pictures
import Settings
import Stylization
import Terminal
import TestSupport
import Testing

@testable import normscope

/// Exported files, and command lines that reproduce a result.
@Suite struct ExportTests {
  let folder: ScratchFolder
  private let pipeline: Pipeline

  /// File names with characters that are special in a shell.
  private static let names = [
    "it's a \"picture\".png", "new\nline $HOME.png", "-v:0.5.png",
    IllFormedName.latin1.text + "'\u{301}\\.png",
  ]

  init() throws {
    folder = try ScratchFolder()
    for (seed, name) in Self.names.enumerated() {
      let picture = Picture.noise(width: 60, height: 40 + 8 * seed, seed: UInt64(seed))
      try FileContents.write(picture.encoded(as: .png), to: folder(name))
    }
    // Bundled photographs of `apply`, whose mean and deviation are the initial β and γ.
    let photographs = folder("Pictures/content")
    try FileManager.default.createDirectory(
      atPath: photographs, withIntermediateDirectories: true)
    for name in ["p.jpg", "q.jpg"] {
      try Picture.noise(width: 30, height: 20, seed: 9).write(to: photographs + "/" + name)
    }
    pipeline = Pipeline(photographs: ["p.jpg", "q.jpg"].map { photographs + "/" + $0 })
  }

  var settings: RenderSettings {
    var settings = RenderSettings(input: .picture(path: folder(Self.names[0])))
    settings.styles = [
      WeightedStyle(path: folder(Self.names[1]), weight: 0.1 + 0.2),
      WeightedStyle(path: folder(Self.names[2])), WeightedStyle(path: folder(Self.names[3])),
    ]
    settings.batch = Self.names.dropFirst().map { folder($0) }
    settings.size = 48
    return settings
  }

  func export(_ export: Export, _ settings: RenderSettings) -> [Message] {
    var state = ExplorerState(
      settings: settings, size: ScreenSize(rows: 24, columns: 80), glyphs: .unicode)
    let commands = Keymap.commands(in: .preview)
    let action = commands.first { $0.action == .export(export) }?.name ?? ""
    _ = state.update(.key(.character(":")))
    for letter in action.unicodeScalars { _ = state.update(.key(.character(letter))) }
    guard case .export(let job)? = state.update(.key(.enter)).first else { return [] }
    let exporter = Exporter(folder: folder.path, appearance: ScreenAppearance(colors: 256))
    return exporter.carryOut(job, pipeline)
  }

  private enum Case: String, CaseIterable {
    case adaptive, batch, batchAlone, instanceInLab, conditional, identityAffine, equalized, group,
      given
    case none, official
  }

  private func settings(_ kind: Case) -> RenderSettings {
    var settings = settings
    switch kind {
    case .adaptive: settings.alpha = 0.35
    case .batch: settings.mode = .batch
    case .batchAlone: (settings.mode, settings.batch) = (.batch, [])
    case .instanceInLab:
      (settings.mode, settings.space) = (.instance, .lab)
      settings.setEdit(AffineEdit(factor: 1.05, offset: -7.3), of: 1)
    case .conditional: settings.mode = .conditional
    case .identityAffine:
      (settings.mode, settings.space, settings.usesIdentityAffine) = (.layer, .linear, true)
      settings.setEdit(AffineEdit(factor: -0.2, offset: 1 / 3), of: 2)
      settings.edits = [.linear: [0: AffineEdit(factor: 3)]]
    case .equalized: (settings.mode, settings.isEqualized) = (.instance, true)
    case .group: (settings.mode, settings.groups, settings.epsilon) = (.group, 3, 1.2345e-3)
    case .given:
      settings.mode = .instance
      settings.affineOverride = AffineOverride(gamma: [0.1, 0.2, 0.3], beta: [-0.5])
    case .none: (settings.mode, settings.size) = (.none, nil)
    case .official:
      (settings.convention, settings.space, settings.epsilon) = (.official, .ruderman, 0.01)
    }
    return settings
  }

  @Test(arguments: Case.allCases.map(\.rawValue))
  func theCommandLineRendersTheSamePicture(_ name: String) throws {
    try checkCommandLine(of: settings(try #require(Case(rawValue: name))))
  }

  /// Expects that the exported command line renders the exported picture, byte for byte.
  func checkCommandLine(of settings: RenderSettings) throws {
    #expect(export(.resultPicture, settings) == [.notice("written to normscope-result-1.png")])
    guard case .commandLine(let lines)? = export(.commandLine, settings).last else {
      Issue.record("no command line")
      return
    }
    #expect(lines.first?.hasPrefix("normscope apply ") == true)
    let outcome = try Outcome(
      of: "/bin/sh", [folder("normscope-command-1.sh")],
      shell: "export PATH='\(Program.folder)':$PATH NORMSCOPE_ASSETS='\(folder.path)'; cd /;")
    let notice = "normscope: BN pools the content alone; --batch PATH adds pictures\n"
    let isAlone = settings.poolsBatch && settings.batch.isEmpty
    #expect(outcome.code == 0 && outcome.errors == (isAlone ? notice : ""), "\(outcome)")
    let made = try FileContents.read(folder("normscope-command-1.png"))
    #expect(made == (try FileContents.read(folder("normscope-result-1.png"))))
  }

  @Test func theDisplayedCommandLineRendersTheSamePictureInBash() throws {
    var settings = settings
    settings.input = .picture(path: folder(Self.names[3]))
    _ = export(.resultPicture, settings)
    guard case .commandLine(let lines)? = export(.commandLine, settings).last else {
      Issue.record("no command line")
      return
    }
    #expect(lines.allSatisfy { $0.printable == $0 })
    let outcome = try Outcome(
      of: "/bin/bash", ["-c", lines.joined(separator: " \\\n")],
      shell: "export PATH='\(Program.folder)':$PATH NORMSCOPE_ASSETS='\(folder.path)'; cd /;")
    #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome)")
    let made = try FileContents.read(folder("normscope-command-1.png"))
    #expect(made == (try FileContents.read(folder("normscope-result-1.png"))))
  }

  @Test(arguments: ["", "a b", "it's", "''", "a\nb", "$(x)`y`\\", "*?[", "-n", "~", "é", "\t"])
  func theShellReadsQuotedArgumentsBack(_ argument: String) throws {
    let outcome = try Outcome(
      of: "/bin/sh", ["-c", "printf %s. " + ShellText.quoted(argument)], shell: "")
    #expect(outcome.output == argument + ".")
  }

  @Test func shellsReadEveryByteBack() throws {
    let bytes = (1...255).map { UInt8($0) } + Array("'\u{301}\\\u{202E}\u{F4}".utf8)
    let argument = String(pathBytes: bytes)
    let script = [
      ("/bin/sh", ShellText.quoted(argument)), ("/bin/bash", ShellText.quoted(argument)),
      ("/bin/bash", ShellText.quotedPrintable(argument)),
    ]
    for (shell, word) in script {
      try FileContents.write(("printf %s " + word).pathBytes, to: folder("script"))
      let outcome = try Outcome(
        of: shell, [folder("script")], shell: "exec >'\(folder("output"))';")
      #expect(outcome.code == 0, "\(outcome)")
      #expect(try FileContents.read(folder("output")) == bytes)
    }
  }

  @Test func exportedStatisticsHaveTheFormatOfStats() throws {
    #expect(export(.statisticsCSV, settings) == [.notice("written to normscope-statistics-1.csv")])
    let text = try String(contentsOfFile: folder("normscope-statistics-1.csv"), encoding: .utf8)
    let rows = text.split(separator: "\n")
    #expect(rows.first == "path,n,c,mean,variance,deviation,min,max,nonFinite" && rows.count == 7)
    #expect(rows.suffix(3).allSatisfy { $0.hasPrefix("\"result\",0,") })
    _ = export(.statisticsJSON, settings)
    let json = try Data(FileContents.read(folder("normscope-statistics-1.json")))
    let object = try JSONSerialization.jsonObject(with: json) as? [String: [[String: Any]]]
    let inputs = try #require(object?["inputs"])
    #expect(inputs.map { ($0["planes"] as? [Any])?.count } == [3, 3])
    #expect(inputs.first?["path"] as? String == settings.input.path)
    #expect(inputs.allSatisfy { $0["pathBytes"] == nil })
  }

  @Test func exportedStatisticsContainTheRealPath() throws {
    var settings = settings
    settings.input = .picture(path: folder(Self.names[3]))
    let path =
      Array((folder.path + "/").utf8) + IllFormedName.latin1.bytes
      + Array("'\u{301}\\.png".utf8)
    _ = export(.statisticsCSV, settings)
    let csv = try FileContents.read(folder("normscope-statistics-1.csv"))
    #expect(csv.split(separator: 0x0A)[1].starts(with: [0x22] + path + Array("\",0,0,".utf8)))
    _ = export(.statisticsJSON, settings)
    let json = try Data(FileContents.read(folder("normscope-statistics-1.json")))
    let object = try JSONSerialization.jsonObject(with: json) as? [String: [[String: Any]]]
    let content = try #require(object?["inputs"]?.first)
    #expect(content["path"] as? String == folder("caf\u{FFFD}'\u{301}\\.png"))
    #expect(content["pathBytes"] as? String == Data(path).base64EncodedString())
  }

  @Test func theExportedScreenDoesNotContainThePalette() throws {
    #expect(export(.screenText, settings) == [.notice("written to normscope-screen-1.txt")])
    let text = try String(contentsOfFile: folder("normscope-screen-1.txt"), encoding: .utf8)
    #expect(text.contains("1 Preview") && !text.contains("export"))
    #expect(export(.screenPicture, settings) == [.notice("written to normscope-screen-1.png")])
    let picture = try PictureFile.read(folder("normscope-screen-1.png")).picture
    #expect((picture.width, picture.height) == (800, 480))
  }

  @Test func exportedSessionsCanBeOpened() throws {
    #expect(export(.session, settings) == [.notice("written to normscope-session-1.json")])
    let session = try Session(json: FileContents.read(folder("normscope-session-1.json")))
    #expect(session.settings == settings)
  }

  @Test func failedExportsGiveAMessageAndWriteNothing() throws {
    var tensor = settings
    tensor.input = .tensor(path: folder("x.npy"), index: 0)
    let before = try folder.names
    for job in [Export.resultPicture, .commandLine, .statisticsCSV] {
      guard case .notice(let message)? = export(job, tensor).first else {
        Issue.record("no message")
        continue
      }
      #expect(message.hasPrefix("export failed: "))
    }
    #expect(try folder.names == before)
  }
}
