// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
import Testing
import Training

@testable import normscope

/// `train` and `learn` without VGG-19: errors, options and progress lines.
@Suite struct TrainTests {
  private func run(_ arguments: [String]) throws -> Outcome {
    try Outcome(of: Program.path, arguments)
  }

  @Test func missingVGGIsReportedWithTheInstallCommand() throws {
    let folder = try ScratchFolder()
    let outcome = try run([
      "train", "adain", "--content", "\(Program.folder)/\(Program.assets)/Pictures/style",
      "--style", "\(Program.folder)/\(Program.assets)/Pictures/style", "-o",
      folder("a.safetensors"),
    ])
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("normscope networks install vgg19"))
    #expect(try folder.names.isEmpty)
  }

  @Test func fivePhotographsAreRefused() throws {
    let photographs = "\(Program.folder)/\(Program.assets)/Pictures/content"
    let outcome = try run([
      "train", "transfer", "--content", photographs, "--style",
      Program.picture("style/mountains_by_night.jpg"), "-o", "a.safetensors",
    ])
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("--content: found 5 pictures; training needs at least 8"))
  }

  @Test(arguments: [
    ["-o", "a.png"], ["-o", "a.safetensors", "--crop", "8"],
    ["-o", "a.safetensors", "--learning-rate", "0"], ["-o", "a.safetensors", "--minutes", "nan"],
    ["-o", "a.safetensors", "--clip", "0"], ["-o", "a.safetensors", "--reconstruction-weight=-1"],
    ["-o", "a.safetensors", "--variation-weight", "0"],
    ["-o", "a.safetensors", "--batch", "0"], ["-o", "a.safetensors", "--sheet", "a.gif"],
  ])
  func invalidOptionValuesAreRefused(_ options: [String]) throws {
    let outcome = try run(["train", "adain", "--content", "a", "--style", "b"] + options)
    #expect(outcome.code == 2)
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }

  @Test func networksWithoutStyleRowsCannotLearn() throws {
    let folder = try ScratchFolder()
    let outcome = try run([
      "learn", Program.picture("style/mountains_by_night.jpg"), "--network", "compact", "-o",
      folder("a.safetensors"),
    ])
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("has no style rows to add to"))
  }

  @Test func progressLineShowsStepsLossesSpeedAndTimeLeft() {
    var text = TrainingText(step: 100, of: 400)
    for _ in 0..<100 { text.add([.style: 2.345, .content: 12.25, .reconstruction: 0.01234]) }
    #expect(
      text.line(elapsed: .seconds(50))
        == "200/400  content 12.2  style 2.35  reconstruction 0.0123  2.00 steps/s  1:40 left")
    #expect(text.line(elapsed: .seconds(50), columns: 10) == "200/400  c")
  }

  @Test(arguments: [
    (1, 1, "1 batch skipped"), (5, 2, "5 batches skipped"),
    (5, 3, "5 batches skipped, 1 picture excluded"),
  ])
  func progressLineShowsSkippedBatches(count: Int, caused: Int, expected: String) throws {
    let json = #"{"count":\#(count),"pictures":{"contents":{"a.png":\#(caused),"b.png":1}}}"#
    var text = TrainingText(step: 100, of: 400)
    text.skipped = try JSONDecoder().decode(SkippedBatches.self, from: Data(json.utf8))
    #expect(text.line(elapsed: .seconds(50)).hasSuffix("steps/s  " + expected))
  }

  @Test func formerOptionNamesStillWork() throws {
    let arguments = ["--content", "a", "--style", "b", "-o", "c.safetensors"]
    let names = [
      "--rate", "1e-2", "--floor", "1e-4", "--course", "constant", "--own-weight", "6",
      "--opening", "7",
    ]
    let command = try TrainAdaINCommand.parse(arguments + names)
    #expect(command.options.learningRate == 1e-2)
    #expect(command.options.minimumLearningRate == 1e-4)
    #expect(command.options.decay == .constant)
    #expect(command.reconstruction.reconstructionWeight == 6)
    #expect(command.reconstruction.pretrainingSteps == 7)
  }

  /// Bundled records are from several versions; keys that are missing get defaults when rewritten.
  @Test(arguments: [
    "adain-vgg19-relu1_1", "adain-vgg19-relu4_1", "compact", "feedforward-batch", "multistyle",
    "figure1/style-instance",
  ])
  func bundledRecordsKeepTheirKeysAndValues(_ name: String) throws {
    let path = "\(Program.folder)/\(Program.assets)/Networks/\(name)"
    let record = try #require(
      try TrainingFiles(weightsPath: path + ".safetensors").storedRecord())
    let stored = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(fileURLWithPath: path + ".json")))
    let rewritten = try JSONSerialization.jsonObject(with: JSONEncoder().encode(record))
    expectContained(stored, in: rewritten, "record")
  }

  /// Expects that every key and value of `old` is in `new`.
  private func expectContained(_ old: Any, in new: Any?, _ path: String) {
    if let old = old as? [String: Any] {
      let new = new as? [String: Any]
      for (key, value) in old { expectContained(value, in: new?[key], "\(path).\(key)") }
    } else if let old = old as? [Any] {
      let new = new as? [Any]
      #expect(old.count == new?.count, "\(path)")
      for (value, other) in zip(old, new ?? []) { expectContained(value, in: other, path) }
    } else {
      #expect((old as? NSObject) == (new as? NSObject), "\(path)")
    }
  }
}
