// SPDX-License-Identifier: MIT

import Explorer
import FileIO
import Foundation
import Pictures
import TestSupport
import Testing

@testable import normscope

/// Commands with file names that are not valid UTF-8.
@Suite struct IllFormedNameCommandTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  /// Commands that run with an ordinary name and with others instead of NAME.
  private static let commands = [
    "apply NAME.png --mode layer -o outNAME.png", "apply dirNAME --mode none -o resultsNAME/NAME",
    "apply dirNAME --recursive --mode none -o outNAME --format jpeg",
    "apply dirNAME/'*'NAME'*.png' --mode none -o resultsNAME/",
    "apply NAME.png --style NAME.png --style dirNAME/NAME.png:0.5 -o outNAME.jpg",
    "apply NAME.png --batch dirNAME/NAME.png --mode batch -o outNAME.png",
    "apply NAME.png --network NAME.safetensors --style dirNAME/NAME.png -o outNAME.png",
    "stats NAME.png dirNAME", "stats NAME.png --format csv > outNAME.csv",
    "show NAME.png --size 6x3",
    "normalize --mode adaptive --style NAME.npy --input NAME.npy --output outNAME.npy",
    "encode NAME.png --network NAME.safetensors --site decoder.in -o outNAME.npy",
    "decode NAME.npy --network NAME.safetensors --site decoder.in --style NAME.png -o outNAME.png",
    "networks info ./NAME.safetensors",
  ]
  private static let ordinary = "zzzz"

  /// Creates input files named after `name` in a new folder and runs a command in it.
  /// - Parameter word: the name in a shell command.
  private func run(
    _ command: String, in root: String, name: String, word: String
  ) throws -> Outcome {
    try Folder.make(root + "/dir" + name)
    for (index, path) in ["\(root)/\(name).png", "\(root)/dir\(name)/\(name).png"].enumerated() {
      try Picture.noise(width: 24, height: 16, seed: UInt64(index)).write(to: path)
    }
    let network = try FileContents.read(NetworkFixture.sketch)
    try FileContents.write(network, to: "\(root)/\(name).safetensors")
    let features = try FileContents.read(NetworkFixture.path("content_features.npy"))
    try FileContents.write(features, to: "\(root)/\(name).npy")
    return try Outcome(
      of: "/bin/bash", ["-c", "\(Program.path) " + command.replacing("NAME", with: word)],
      shell: "cd '\(root)' &&")
  }

  /// Returns the contents of all files in a folder by their path in it, as bytes.
  private func files(in folder: String, _ prefix: [UInt8] = []) throws -> [[UInt8]: [UInt8]] {
    try Folder.names(in: folder).reduce(into: [:]) { result, name in
      let path = folder + "/" + name
      let key = prefix + [0x2F] + name.pathBytes
      if FileKind(path) == .folder {
        result.merge(try files(in: path, key)) { $1 }
      } else {
        result[key] = try FileContents.read(path)
      }
    }
  }

  @Test(arguments: commands) func resultsAreThoseOfOrdinaryNames(_ command: String) throws {
    let expected = try run(
      command, in: folder("0"), name: Self.ordinary, word: Self.ordinary)
    #expect(expected.code == 0, "\(expected)")
    let expectedFiles = try files(in: folder("0"))
    for name in IllFormedName.allCases {
      let outcome = try run(
        command, in: folder(name.rawValue), name: name.text, word: name.shellWord)
      func displayed(_ text: String) -> String {
        text.replacing(Self.ordinary, with: name.text.printable)
      }
      func named(_ bytes: [UInt8]) -> [UInt8] {
        bytes.replacing(Array(Self.ordinary.utf8), with: name.bytes)
      }
      #expect(outcome.code == 0, "\(name) \(outcome)")
      #expect(outcome.errors == displayed(expected.errors))
      #expect(outcome.output == displayed(expected.output))
      let files = try files(in: folder(name.rawValue))
      #expect(files.count == expectedFiles.count)
      for (path, contents) in expectedFiles {
        let found = try #require(files[named(path)], "\(name) \(String(pathBytes: path))")
        #expect(found == named(contents), "\(name) \(String(pathBytes: path))")
      }
    }
  }

  private func object(_ outcome: Outcome) throws -> [String: Any] {
    #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome)")
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return try #require(object as? [String: Any])
  }

  @Test func jsonHasThePathBytesOfNamesThatAreNotUTF8() throws {
    let names = IllFormedName.allCases
    let words = ["x"] + names.map(\.shellWord)
    for name in ["x"] + names.map(\.text) {
      try Picture.noise(width: 2, height: 2, seed: 1).write(to: folder(name + ".png"))
    }
    let command = "stats --json \(words.map { $0 + ".png" }.joined(separator: " "))"
    let outcome = try Outcome(
      of: "/bin/bash", ["-c", "\(Program.path) \(command)"], shell: "cd '\(folder.path)' &&")
    let inputs = try #require(object(outcome)["inputs"] as? [[String: Any]])
    let paths = names.map { $0.text.wellFormed + ".png" }
    #expect(inputs.map { $0["path"] as? String } == ["x.png"] + paths)
    let bytes = names.map { Data($0.bytes + Array(".png".utf8)).base64EncodedString() }
    #expect(inputs.map { $0["pathBytes"] as? String } == [nil] + bytes)
  }

  @Test(arguments: IllFormedName.allCases)
  func evaluationsHaveThePathBytesOfEachPicture(_ name: IllFormedName) throws {
    let report = EvaluationReport(
      network: name.text,
      size: 8,
      pairs: [
        EvaluationReport.PairResult(
          content: name.text, style: "x", contentLoss: 1, styleLoss: 1, untouched: 1),
        EvaluationReport.PairResult(
          content: "x", style: name.text, contentLoss: 1, styleLoss: 1, untouched: 1),
      ], psnr: [])
    let json = try JSONSerialization.jsonObject(with: Data(JSONText.encode(report).utf8))
    let object = try #require(json as? [String: Any])
    let pairs = try #require(object["pairs"] as? [[String: Any]])
    let bytes = Data(name.bytes).base64EncodedString()
    #expect(object["network"] as? String == name.text.wellFormed)
    #expect(object["networkPathBytes"] as? String == bytes)
    #expect(pairs.map { $0["contentPathBytes"] as? String } == [bytes, nil])
    #expect(pairs.map { $0["stylePathBytes"] as? String } == [nil, bytes])
  }

  @Test(arguments: IllFormedName.allCases)
  func environmentVariablesAreBytes(_ name: IllFormedName) throws {
    for path in ["/data/normscope/networks", "/home/.local/share/normscope/networks"] {
      try Folder.make(folder(name.text + path))
      try FileContents.write(
        FileContents.read(NetworkFixture.sketch), to: folder("\(name.text)\(path)/own.safetensors"))
    }
    let root = "'\(folder.path)'/\(name.shellWord)"
    for variables in ["XDG_DATA_HOME=\(root)/data", "XDG_DATA_HOME= HOME=\(root)/home"] {
      let outcome = try Outcome(
        of: "/bin/bash",
        [
          "-c",
          "ln -sfn '\(Program.folder)/\(Program.assets)' \(root)/assets; "
            + "\(variables) NORMSCOPE_ASSETS=\(root)/assets \(Program.path) networks list --json",
        ])
      let networks = try #require(object(outcome)["networks"] as? [[String: Any]])
      let start = Data(folder.path.utf8 + [0x2F] + name.bytes)
      let isBelow = networks.map { network in
        (network["pathBytes"] as? String).flatMap { Data(base64Encoded: $0) }?.starts(with: start)
      }
      #expect(isBelow.count > 1 && isBelow.allSatisfy { $0 == true }, "\(outcome)")
      #expect(networks.last?["name"] as? String == "own")
    }
  }

  @Test(arguments: IllFormedName.allCases)
  func theFileChooserListsAndOpensThem(_ name: IllFormedName) throws {
    try Folder.make(folder(name.text + "/" + name.text))
    let picture = Picture.noise(width: 2, height: 2, seed: 1)
    try picture.write(to: folder("\(name.text)/\(name.text).png"))
    let listing = FolderReader.read(folder(name.text + "/./"))
    #expect(listing.problem == nil)
    #expect(listing.entries.map(\.name) == ["..", name.text, name.text + ".png"])
    let path = listing.path(of: try #require(listing.entries.last))
    #expect(try PictureFile.read(path).picture == picture)
  }

  @Test func errorsDisplayTheBytes() throws {
    for (command, message) in [
      ("stats NAME.png", "cannot read ‘caf\\xe9.png’: No such file or directory"),
      ("NAME", "‘caf\\xe9’ is neither a command nor an existing file"),
      ("stats NAME'*'", "no file matches ‘caf\\xe9*’"), ("--NAME", "Unknown option '--caf\\xe9'"),
      ("apply NAME -o NAME.gif", "cannot write ‘caf\\xe9.gif’"),
    ] {
      let line = command.replacing("NAME", with: IllFormedName.latin1.shellWord)
      let outcome = try Outcome(of: "/bin/bash", ["-c", "\(Program.path) \(line)"])
      #expect(outcome.code == 2 && outcome.errors.hasPrefix("normscope: \(message)"), "\(outcome)")
      #expect(outcome.errors.count { $0 == "\n" } == 1, "\(outcome)")
    }
  }
}
