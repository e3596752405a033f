// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
import Testing
import Training

@testable import normscope

/// Trainings as the command line runs them, as far as they come without VGG-19.
@Suite struct TrainTests {
  private func run(_ arguments: [String]) throws -> Outcome {
    try Outcome(of: Program.path, arguments)
  }

  @Test func withoutVGGThereIsASentence() throws {
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

  @Test func fivePhotographsAreTooFew() throws {
    let photographs = "\(Program.folder)/\(Program.assets)/Pictures/content"
    let outcome = try run([
      "train", "transfer", "--content", photographs, "--style",
      Program.picture("style/mountains_by_night.jpg"), "-o", "a.safetensors",
    ])
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("5 pictures are too few to train with: 8 are needed"))
  }

  @Test(arguments: [
    ["-o", "a.png"], ["-o", "a.safetensors", "--crop", "8"],
    ["-o", "a.safetensors", "--rate", "0"], ["-o", "a.safetensors", "--minutes", "nan"],
    ["-o", "a.safetensors", "--clip", "0"], ["-o", "a.safetensors", "--own-weight=-1"],
    ["-o", "a.safetensors", "--variation-weight", "0"],
    ["-o", "a.safetensors", "--batch", "0"], ["-o", "a.safetensors", "--sheet", "a.gif"],
  ])
  func optionsThatCannotBeAreRefused(_ options: [String]) throws {
    let outcome = try run(["train", "adain", "--content", "a", "--style", "b"] + options)
    #expect(outcome.code == 2)
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }

  @Test func compactHasNoRowsToLearn() throws {
    let folder = try ScratchFolder()
    let outcome = try run([
      "learn", Program.picture("style/mountains_by_night.jpg"), "--network", "compact", "-o",
      folder("a.safetensors"),
    ])
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("takes any style as it is"))
  }

  @Test func theLineTellsStepsLossesAndTime() {
    var text = TrainingText(step: 100, of: 400)
    for _ in 0..<100 { text.add([.style: 2.345, .content: 12.25, .own: 0.01234]) }
    #expect(
      text.line(elapsed: .seconds(50))
        == "200/400  content 12.2  style 2.35  own 0.0123  2.00 steps/s  1:40 left")
    #expect(text.line(elapsed: .seconds(50), columns: 10) == "200/400  c")
  }
}
