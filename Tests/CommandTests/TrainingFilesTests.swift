// SPDX-License-Identifier: MIT

import Foundation
import Networks
import Pictures
import Stylization
import TestSupport
import Testing

@testable import Training
@testable import normscope

/// What trainings do with files that are there, and that are something else.
@Suite struct TrainingFilesTests {
  private let home: TrainingHome

  init() throws { home = try TrainingHome() }

  private func train(_ more: String) throws -> Outcome {
    try home.run("train adain --content photos --style photos --crop 32 --batch 1 \(more)")
  }

  private func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: home(name)))
  }

  private func expectRefusal(_ outcome: Outcome, _ sentence: String) {
    #expect(outcome.code == 2 && outcome.errors.contains(sentence), "\(outcome)")
    #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome)")
  }

  @Test(arguments: ["a.safetensors", "a.json"]) func filesOfOthersStay(name: String) throws {
    try Data("mine".utf8).write(to: URL(fileURLWithPath: home(name)))
    expectRefusal(try train("-o a.safetensors --steps 1"), "‘\(name)’ is there already")
    #expect(try bytes(name) == Data("mine".utf8))
  }

  @Test func aLearnedStyleTakesNobodysPlace() throws {
    let before = try bytes("normscope/networks/three.safetensors")
    let outcome = try home.run(
      "learn a.png --network three --content photos --steps 1 "
        + "-o normscope/networks/three.safetensors")
    expectRefusal(outcome, "is there already; -o needs another name")
    #expect(try bytes("normscope/networks/three.safetensors") == before)
  }

  @Test func aSheetTakesNoPicturesPlace() throws {
    let before = try bytes("photos/3.png")
    expectRefusal(
      try train("-o a.safetensors --steps 1 --sheet ./photos/3.png"), "is one of the inputs")
    #expect(try bytes("photos/3.png") == before)
  }

  @Test(arguments: ["none/a.safetensors", "a.safetensors --sheet none/a.png"])
  func aFolderThatIsMissingIsSaidBefore(output: String) throws {
    expectRefusal(try train("--steps 1 -o \(output)"), "is not there")
  }

  @Test func whatDivergesKeepsWhatWasSaved() throws {
    #expect(try train("-o a.safetensors --steps 3").code == 0)
    let before = try bytes("a.checkpoint")
    let outcome = try train("-o a.safetensors --steps 9 --from a.checkpoint --rate 1e38 --floor 1")
    #expect(outcome.code == 2 && outcome.errors.contains("diverged at step"), "\(outcome)")
    #expect(try bytes("a.checkpoint") == before)
  }

  @Test func aFailedBeginningLeavesNothing() throws {
    try FileManager.default.createDirectory(
      atPath: home("broken"), withIntermediateDirectories: true)
    for i in 0..<10 {
      try Data("no".utf8).write(to: URL(fileURLWithPath: home("broken/\(i).png")))
    }
    let outcome = try home.run(
      "train adain --content broken --style photos --crop 32 --batch 1 -o a.safetensors --steps 1")
    #expect(outcome.code == 2 && outcome.errors.contains("none of the pictures can be read"))
    #expect(try !home.names().contains { $0.hasPrefix("a.") && $0 != "a.png" })
  }

  /// VGG-19 has no way back, `three` has styles of its own, a decoder of relu1_1 none of relu2_1.
  @Test func networksOfOtherTrainingsAreRefused() throws {
    for name in ["vgg19", "three"] {
      expectRefusal(
        try train("-o a.safetensors --steps 1 --from \(name)"), "is no network of train adain")
    }
    let decoder = "train decoder --content photos --style photos --crop 32 --batch 1 --steps 1"
    #expect(try home.run("\(decoder) --level relu1_1 -o one.safetensors").code == 0)
    try FileManager.default.removeItem(atPath: home("one.json"))
    let other = try home.run(
      "\(decoder) --level relu2_1 -o two.safetensors --from ./one.safetensors")
    expectRefusal(other, "is no network of train decoder relu2_1")
    let fewer = try home.run(
      "train multistyle --content photos --style a.png b.png --style-size 48 --crop 32 --batch 1 "
        + "--steps 1 -o m.safetensors --from three")
    expectRefusal(fewer, "is no network of train multistyle")
  }

  @Test func blocksOfAFileWithoutARecordAreKept() throws {
    #expect(try train("-o a.safetensors --steps 1 --decoder-blocks 3").code == 0)
    try FileManager.default.removeItem(atPath: home("a.json"))
    #expect(try train("-o b.safetensors --steps 1 --from ./a.safetensors").code == 0)
    #expect(try train("-o b.safetensors --steps 2 --from b.checkpoint").code == 0)
    let description = try NetworkLibrary().load(home("b.safetensors")).description
    #expect(description == .compact(decoderBlocks: 3))
  }

  @Test func whatIsDoneSaysSo() throws {
    #expect(try train("-o a.safetensors --steps 2").code == 0)
    expectRefusal(
      try train("-o a.safetensors --steps 1 --from a.checkpoint"), "2 steps are done of 1")
  }

  @Test(arguments: [
    ("\"batch\" : 1", "\"batch\" : 0"), ("\"steps\" : 2", "\"steps\" : -1"),
    ("\"crop\" : 32", "\"crop\" : 1"), ("\"decoderBlocks\" : 2", "\"decoderBlocks\" : 1000000"),
    ("\"clip\" : 10", "\"clip\" : -1"), ("\"style\" : 8", "\"style\" : -8"),
    ("\n  \"step\" : 2", "\n  \"step\" : -1"),
  ])
  func recordsOfNoTrainingAreRefused(good: String, bad: String) throws {
    #expect(try train("-o a.safetensors --steps 2").code == 0)
    let text = try String(contentsOfFile: home("a.json"), encoding: .utf8)
    #expect(text.contains(good), "\(text)")
    try text.replacing(good, with: bad)
      .write(toFile: home("a.json"), atomically: true, encoding: .utf8)
    expectRefusal(
      try train("-o b.safetensors --steps 3 --from ./a.safetensors"), "is no record of a training")
  }
}
