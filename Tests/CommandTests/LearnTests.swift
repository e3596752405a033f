// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Networks
import Pictures
import TestSupport
import Testing
import Weights

/// `learn` and `evaluate` with a VGG-19 of random weights: files and reports, not quality.
@Suite(.serialized) struct LearnTests {
  private let home: TrainingHome

  init() throws { home = try TrainingHome() }

  private func object(_ outcome: Outcome) throws -> [String: Any] {
    #expect(outcome.code == 0, "\(outcome)")
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return try #require(object as? [String: Any])
  }

  private var styles: Int? {
    get throws { try object(home.run("networks info three --json"))["styles"] as? Int }
  }

  @Test func learnedStylesAreRowsOfTheNamedNetworkWithTheseWeights() throws {
    let before = try Data(contentsOf: URL(fileURLWithPath: home(Self.three)))
    try learn("a.png")
    #expect(try styles == 4)
    #expect(try Data(contentsOf: URL(fileURLWithPath: home(Self.three))) == before)
    #expect(try object(home.run("networks info \(home(Self.three)) --json"))["styles"] as? Int == 3)
    #expect(try picture(ofRow: 3) != picture(ofRow: 2))
    let outOfRange = try home.run("apply photos/0.png --network three --style-index 4 -o x.png")
    #expect(
      outOfRange.code == 2
        && outOfRange.errors.contains("--style-index 4: ‘three’ has styles 0 to 3"), "\(outOfRange)"
    )
    try changeWeights()
    #expect(try styles == 3)
  }

  private func learn(_ style: String) throws {
    let outcome = try home.run("learn \(style) --network three --content photos --steps 1")
    #expect(outcome.code == 0, "\(outcome)")
  }

  private func picture(ofRow row: Int) throws -> Data {
    let arguments = "apply photos/0.png --network three --style-index \(row) -o \(row).png"
    #expect(try home.run(arguments).code == 0)
    return try Data(contentsOf: URL(fileURLWithPath: home("\(row).png")))
  }

  private func changeWeights() throws {
    var tensors = try WeightFile.read(home(Self.three))
    let old = try #require(tensors["conv1.weight"])
    tensors["conv1.weight"] = WeightTensor(old.shape, floats: old.floats.map { -$0 })
    try WeightFile.write(tensors, to: home(Self.three))
  }

  @Test func trainingWithNamesThatAreNotUTF8ResumesWithThePrintedCommand() throws {
    let (name, word) = (IllFormedName.latin1.text, IllFormedName.latin1.shellWord)
    try FileContents.write(FileContents.read(home("a.png")), to: home(name + ".png"))
    let setUp = "export PATH='\(Program.folder)':$PATH; \(home.shell) ln -sfn photos \(word);"
    func run(_ command: String) throws -> Outcome {
      try Outcome(of: "/bin/bash", ["-c", command], shell: setUp)
    }
    let options = "--style-size 48 --crop 32 --batch 1 --steps 2 --minutes 0.00001"
    let train = try run(
      "normscope train transfer --content \(word) --style \(word).png \(options)"
        + " --sheet \(word)-sheet.png -o \(word).safetensors")
    #expect(train.code == 0, "\(train)")
    let line = try #require(
      train.errors.split(separator: "\n").last { $0.contains("resume with: ") })
    let command = try #require(
      line.range(of: "resume with: ").map { String(line[$0.upperBound...]) })
    let resumed = try run(command.replacing("--minutes 0.00001", with: ""))
    #expect(resumed.code == 0, "\(resumed)")
    let files = [".checkpoint", ".json", ".png", ".safetensors", "-sheet.png"]
    for file in files { #expect(FileKind(home(name + file)) == .file, "\(file)") }
    let record = try FileContents.read(home(name + ".json"))
    let object = try JSONSerialization.jsonObject(with: Data(record)) as? [String: Any]
    #expect(object?["step"] as? Int == 2)
    #expect(object?["styles"] as? [String] == [name.wellFormed])
  }

  @Test func stylesWhoseNamesAreNotUTF8AreLearned() throws {
    let name = IllFormedName.latin1
    try FileContents.write(FileContents.read(home("a.png")), to: home(name.text + ".png"))
    let outcome = try Outcome(
      of: "/bin/bash",
      [
        "-c",
        "\(Program.path) learn \(name.shellWord).png --network three --content photos --steps 1 "
          + "-o \(name.shellWord).safetensors",
      ], shell: home.shell)
    #expect(outcome.code == 0, "\(outcome)")
    let tensors = try WeightFile.read(home(name.text + ".safetensors"))
    let styles = try #require(tensors.metadata["styles"]).split(separator: "\n")
    #expect(styles.last == "caf\u{FFFD}")
  }

  @Test func brokenRowFilesGiveAOneLineError() throws {
    try FileManager.default.createDirectory(
      atPath: home("normscope/rows"), withIntermediateDirectories: true)
    let path = home("normscope/rows/three.safetensors")
    try Data("broken".utf8).write(to: URL(fileURLWithPath: path))
    let outcome = try home.run("networks info three")
    #expect(outcome.code == 2 && outcome.errors.contains("rows/three.safetensors"), "\(outcome)")
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }

  @Test func rowsThatAreNotFiniteAreReportedWithTheirOwnFile() throws {
    try learn("a.png")
    let path = home("normscope/rows/three.safetensors")
    var rows = try WeightFile.read(path)
    let name = try #require(rows.names.first)
    let table = try #require(rows[name])
    rows[name] = WeightTensor(table.shape, floats: table.floats.map { _ in .nan })
    try WeightFile.write(rows, to: path)
    let outcome = try home.run("networks info three")
    #expect(
      outcome.code == 2 && outcome.errors.contains("rows/three.safetensors")
        && outcome.errors.contains("‘\(name)’ is not finite"), "\(outcome)")
  }

  @Test func fullDisksGiveAnErrorAndKeepThePreviousRows() throws {
    try learn("a.png")
    let outcome = try home.run(
      "learn b.png --network three --content photos --steps 1",
      shell: "trap '' XFSZ; ulimit -f 1;")
    #expect(outcome.code == 2 && outcome.errors.contains("rows/three.safetensors"), "\(outcome)")
    #expect(try home.names("normscope/rows") == ["three.safetensors"])
    #expect(try styles == 4)
  }

  @Test func networkPathsNeedAnOutputFile() throws {
    let outcome = try home.run("learn a.png --network \(home(Self.three))")
    #expect(outcome.code == 2 && outcome.errors.contains("-o is needed"), "\(outcome)")
  }

  @Test func everyContentIsEvaluatedInEveryStyle() throws {
    let arguments = "evaluate --network three --size 48 --content photos/0.png photos/1.png --style"
    let report = try object(home.run(arguments + " a.png b.png c.png --json"))
    let pairs = try #require(report["pairs"] as? [[String: Any]])
    #expect(pairs.count == 6 && report["size"] as? Int == 48)
    let style = try #require(report["style"] as? Double)
    let mean = pairs.compactMap { $0["styleLoss"] as? Double }.reduce(0, +) / 6
    // Sums of six positive numbers in another order differ by at most 6 roundings.
    #expect(abs(style - mean) <= 6 * mean.ulp && style > 0)
    let untouched = try #require(report["untouched"] as? Double)
    let ratio = try #require(report["ratio"] as? Double)
    // Rounding of three parsed decimals and of a quotient.
    #expect(abs(ratio - style / untouched) <= 4 * ratio.ulp)
    #expect(report["ownPSNR"] == nil, "a network with a fixed set of styles")
    let few = try home.run(arguments + " a.png b.png")
    #expect(few.code == 2 && few.errors.contains("has 3 styles; --style has 2 pictures"), "\(few)")
  }

  @Test func picturesAsTheirOwnStyleHaveNoRatio() throws {
    let report = try object(
      home.run("evaluate --network compact --size 48 --content a.png --style a.png --json"))
    #expect(report["untouched"] as? Double == 0 && report["ratio"] == nil)
    #expect(try #require(report["ownPSNR"] as? Double) > 0)
  }

  /// AdaIN of RGB, multiplied by 2 and clamped: with itself as style, only white stays white.
  @Test func infiniteValuesAreReportedAndExcludedFromTheMeans() throws {
    let description = NetworkDescription(
      "own", notation: "", output: .unit,
      encoder: [.conv("encoder.a", 3, 3, 1), .level(1)],
      decoder: [.site(Site("decoder.a", 3, .style(level: 1))), .conv("decoder.a", 3, 3, 1)])
    var tensors = NamedTensors(metadata: ["description": description.text])
    for (layer, factor) in [("encoder.a", 1), ("decoder.a", 2)] as [(String, Float)] {
      tensors[layer + ".weight"] = WeightTensor(
        [3, 3, 1, 1], floats: Matrix.identity(3).values.map { factor * $0 })
      tensors[layer + ".bias"] = WeightTensor([3], floats: [0, 0, 0])
    }
    try WeightFile.write(tensors, to: home("own.safetensors"))
    try Picture.plain(width: 48, height: 40, (255, 255, 255)).write(to: home("white.png"))
    let arguments = "evaluate --network ./own.safetensors --size 48 --style a.png white.png --json"
    let white = try home.run(arguments + " --content white.png")
    #expect(white.errors.contains("white.png’ is excluded from the means: its PSNR is not finite"))
    #expect(try object(white)["ownPSNR"] == nil)
    let report = try object(home.run(arguments + " --content white.png a.png"))
    #expect(try #require(report["ownPSNR"] as? Double).isFinite)
    #expect((report["pairs"] as? [Any])?.count == 4)
    #expect(try #require(report["style"] as? Double).isFinite)
  }

  private static let three = "normscope/networks/three.safetensors"
}
