// SPDX-License-Identifier: MIT

import Networks
import Stylization
import TestSupport
import Testing

@testable import Training
@testable import normscope

/// Option `--tail`: a decoder that takes layers over from the decoder of the previous level.
@Suite struct TailOptionTests {
  private let home: TrainingHome

  init() throws { home = try TrainingHome() }

  private func train(_ level: String, _ more: String) throws -> Outcome {
    try home.run(
      "train decoder --content photos --style photos --crop 32 --batch 1 --level \(level) "
        + "-o \(level).safetensors \(more.contains("--steps") ? "" : "--steps 1") \(more)")
  }

  private func parameters(_ level: String) throws -> Parameters {
    try NetworkLibrary().load(home("\(level).safetensors")).network().parameters
  }

  /// The learning rate of 0.5 makes every step visible in float16: pretraining changes the first
  /// layers alone, later steps change the tail too.
  @Test func pretrainingTrainsTheLayersBeforeTheTail() throws {
    #expect(try train("relu1_1", "").code == 0)
    let more = "--tail ./relu1_1.safetensors --optimizer soap --learning-rate 0.5 --steps"
    #expect(try train("relu2_1", "\(more) 2 --pretraining-steps 2").code == 0)
    let (first, second) = (try parameters("relu1_1"), try parameters("relu2_1"))
    let record = try TrainingFiles(weightsPath: home("relu2_1.safetensors")).storedRecord()
    #expect(
      record?.hyperparameters.pretrainsFirstDecoderLayers == true
        && record?.hyperparameters.pretrainingSteps == 2)
    for name in ["decoder.conv1_1.bias", "decoder.conv1_1.weight"] {
      #expect(first[name] != nil && second[name] == first[name], "\(name)")
    }
    let initial = NetworkDescription.adain(at: 2).initialParameters(seed: 1)[
      "decoder.conv2_1.weight"]
    let changes = zip(initial?.values ?? [], second["decoder.conv2_1.weight"]?.values ?? [])
    #expect(changes.contains { abs($0 - $1) > 1e-3 })
    let checkpoint = try TrainingFiles.state(checkpoint: home("relu2_1.checkpoint"))
    #expect(
      checkpoint.optimizer.bases.keys.sorted() == [
        "decoder.conv1_2.weight", "decoder.conv2_1.weight",
      ])
    let outcome = try home.run(
      "train decoder --content photos --style photos --level relu2_1 -o relu2_1.safetensors "
        + "--from relu2_1.checkpoint --steps 4")
    #expect(outcome.code == 0, "\(outcome)")
    #expect(try parameters("relu2_1")["decoder.conv1_1.bias"] != first["decoder.conv1_1.bias"])
    // New layers reset the optimizer, so two steps are counted.
    let end = try TrainingFiles.state(checkpoint: home("relu2_1.checkpoint"))
    #expect(end.optimizer.adam.step == 2 && end.optimizer.bases.count == 3)
  }

  @Test func relu1_1HasNoPreviousLevel() throws {
    let outcome = try train("relu1_1", "--tail three")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("--tail: relu1_1 has no previous level"))
  }

  /// The learning rate is below float16 resolution, so a step does not change the stored layers.
  @Test func layersOfThePreviousLevelAreTakenOver() throws {
    #expect(try train("relu1_1", "").code == 0)
    #expect(
      try train(
        "relu2_1", "--learning-rate 1e-9 --pretraining-steps 0 --tail ./relu1_1.safetensors"
      ).code == 0)
    let (first, second) = (try parameters("relu1_1"), try parameters("relu2_1"))
    let shared = first.filter { $0.key.hasPrefix("decoder.") }
    #expect(shared.keys.sorted() == ["decoder.conv1_1.bias", "decoder.conv1_1.weight"])
    for (name, parameter) in shared { #expect(second[name] == parameter, "\(name)") }
  }

  @Test func resumeCommandHasNoTail() throws {
    #expect(try train("relu1_1", "").code == 0)
    let outcome = try train("relu2_1", "--steps 9 --minutes 1e-6 --tail ./relu1_1.safetensors")
    let line = outcome.errors.split(separator: "\n").first { $0.contains("resume with:") }
    #expect(line?.contains("--from relu2_1.checkpoint") == true, "\(outcome)")
    #expect(line?.contains("--tail") == false, "\(outcome)")
  }

  @Test func tailsWithoutDecoderLayersAreRefused() throws {
    let outcome = try train("relu2_1", "--tail three")
    #expect(outcome.code == 2)
    #expect(
      outcome.errors.contains("--tail: ‘three’ has 0 of the 2 tensors of a decoder for relu1_1"))
    #expect(try !home.names().contains { $0.hasPrefix("relu2_1") })
  }

  @Test func tailAndFromExcludeEachOther() throws {
    let outcome = try train("relu2_1", "--tail three --from relu1_1.safetensors")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("give only one"))
  }
}
