// SPDX-License-Identifier: MIT

import Foundation
import Networks
import Pictures
import Stylization
import TestSupport
import Testing

@testable import Training
@testable import normscope

/// Existing files, and files of other trainings.
@Suite struct TrainingFilesTests {
  private let home: TrainingHome

  init() throws { home = try TrainingHome() }

  private func train(_ more: String) throws -> Outcome {
    try home.run("train adain --content photos --style photos --crop 32 --batch 1 \(more)")
  }

  private func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: home(name)))
  }

  private func expectRefusal(_ outcome: Outcome, _ message: String) {
    #expect(outcome.code == 2 && outcome.errors.contains(message), "\(outcome)")
    #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome)")
  }

  @Test(arguments: ["a.safetensors", "a.json"]) func existingFilesAreNotOverwritten(name: String)
    throws
  {
    try Data("mine".utf8).write(to: URL(fileURLWithPath: home(name)))
    expectRefusal(try train("-o a.safetensors --steps 1"), "‘\(name)’ already exists")
    #expect(try bytes(name) == Data("mine".utf8))
  }

  @Test func learnDoesNotOverwriteNetworks() throws {
    let before = try bytes("normscope/networks/three.safetensors")
    let outcome = try home.run(
      "learn a.png --network three --content photos --steps 1 "
        + "-o normscope/networks/three.safetensors")
    expectRefusal(outcome, "already exists; choose another name for -o")
    #expect(try bytes("normscope/networks/three.safetensors") == before)
  }

  @Test func contactSheetsDoNotOverwritePictures() throws {
    let before = try bytes("photos/3.png")
    expectRefusal(
      try train("-o a.safetensors --steps 1 --sheet ./photos/3.png"), "is one of the inputs")
    #expect(try bytes("photos/3.png") == before)
  }

  @Test(arguments: ["none/a.safetensors", "a.safetensors --sheet none/a.png"])
  func missingFoldersAreReportedBeforeTraining(output: String) throws {
    expectRefusal(try train("--steps 1 -o \(output)"), "folder")
    #expect(try !home.names().contains { $0.hasPrefix("a.") && $0 != "a.png" })
  }

  @Test func divergenceKeepsTheSavedFiles() throws {
    #expect(try train("-o a.safetensors --steps 3").code == 0)
    let before = try bytes("a.checkpoint")
    let outcome = try train(
      "-o a.safetensors --steps 9 --from a.checkpoint --learning-rate 1e38 --minimum-learning-rate 1"
    )
    #expect(outcome.code == 2 && outcome.errors.contains("diverged at step"), "\(outcome)")
    #expect(try bytes("a.checkpoint") == before)
  }

  /// The picture names are chosen so that the training set contains all three.
  @Test func uniformPicturesAreNamedOnceAndCountedInTheRecord() throws {
    for i in 0..<3 {
      try Picture.plain(width: 48, height: 40, (255, 255, 255)).write(
        to: home("photos/white\(i).png"))
    }
    func check(_ outcome: Outcome) throws -> SkippedBatches {
      #expect(outcome.code == 0, "\(outcome)")
      let files = TrainingFiles(weightsPath: home("t.safetensors"))
      let skipped = try #require(try files.storedRecord()?.skipped)
      #expect(outcome.errors.contains("  \(skipped.count) batches skipped"), "\(outcome)")
      return skipped
    }
    let first = try home.run(TrainingHome.transfer("--steps 12"))
    let counts = try check(first)
    let names = try #require(counts.pictures["contents"]).keys
    #expect(!names.isEmpty && names.allSatisfy { $0.hasPrefix("white") })
    for name in names { #expect(first.errors.split(separator: "‘\(name)’").count == 2, "\(first)") }
    let second = try home.run(TrainingHome.transfer("--steps 24 --from t.checkpoint"))
    #expect(try check(second).count >= counts.count)
    for name in names { #expect(!second.errors.contains("‘\(name)’"), "\(second)") }
  }

  @Test func failedStartsLeaveNoFiles() throws {
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

  /// VGG-19 has no decoder, `three` has a fixed set of styles, and a decoder for relu1_1 has other
  /// layers than one for relu2_1.
  @Test func networksOfOtherTasksAreRefused() throws {
    for name in ["vgg19", "three"] {
      expectRefusal(
        try train("-o a.safetensors --steps 1 --from \(name)"), "is not a network of train adain")
    }
    let decoder = "train decoder --content photos --style photos --crop 32 --batch 1 --steps 1"
    #expect(try home.run("\(decoder) --level relu1_1 -o one.safetensors").code == 0)
    try FileManager.default.removeItem(atPath: home("one.json"))
    let other = try home.run(
      "\(decoder) --level relu2_1 -o two.safetensors --from ./one.safetensors")
    expectRefusal(other, "is not a network of train decoder relu2_1")
    let fewer = try home.run(
      "train multistyle --content photos --style a.png b.png --style-size 48 --crop 32 --batch 1 "
        + "--steps 1 -o m.safetensors --from three")
    expectRefusal(fewer, "is not a network of train multistyle")
  }

  @Test func decoderBlocksAreReadFromNetworksWithoutARecord() throws {
    #expect(try train("-o a.safetensors --steps 1 --decoder-blocks 3").code == 0)
    try FileManager.default.removeItem(atPath: home("a.json"))
    #expect(try train("-o b.safetensors --steps 1 --from ./a.safetensors").code == 0)
    #expect(try train("-o b.safetensors --steps 2 --from b.checkpoint").code == 0)
    let description = try NetworkLibrary().load(home("b.safetensors")).description
    #expect(description == .compact(decoderBlocks: 3))
  }

  @Test func completedTrainingsAreReported() throws {
    #expect(try train("-o a.safetensors --steps 2").code == 0)
    expectRefusal(
      try train("-o a.safetensors --steps 1 --from a.checkpoint"),
      "2 of 1 steps are already completed")
  }

  @Test(arguments: [
    ("\"batch\" : 1", "\"batch\" : 0"), ("\"steps\" : 2", "\"steps\" : -1"),
    ("\"crop\" : 32", "\"crop\" : 1"), ("\"decoderBlocks\" : 2", "\"decoderBlocks\" : 1000000"),
    ("\"clip\" : 10", "\"clip\" : -1"), ("\"style\" : 8", "\"style\" : -8"),
    ("\n  \"step\" : 2", "\n  \"step\" : -1"),
  ])
  func recordsWithInvalidValuesAreRefused(good: String, bad: String) throws {
    #expect(try train("-o a.safetensors --steps 2").code == 0)
    let text = try String(contentsOfFile: home("a.json"), encoding: .utf8)
    #expect(text.contains(good), "\(text)")
    try text.replacing(good, with: bad)
      .write(toFile: home("a.json"), atomically: true, encoding: .utf8)
    expectRefusal(
      try train("-o b.safetensors --steps 3 --from ./a.safetensors"), "is not a training record")
  }
}
