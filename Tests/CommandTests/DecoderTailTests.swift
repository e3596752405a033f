// SPDX-License-Identifier: MIT

import Networks
import Stylization
import TestSupport
import Testing

@testable import Training
@testable import normscope

/// A decoder that begins with the layers of one from a level before.
@Suite struct DecoderTailTests {
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

  /// Steps of half a unit, which 16 bits can tell: the first layers move while they are taught, and the
  /// tail joins behind them.
  @Test func theLayersBeforeTheTailAreTaughtFirst() throws {
    #expect(try train("relu1_1", "").code == 0)
    let more = "--tail ./relu1_1.safetensors --optimizer soap --rate 0.5 --steps"
    #expect(try train("relu2_1", "\(more) 2 --opening 2").code == 0)
    let (first, second) = (try parameters("relu1_1"), try parameters("relu2_1"))
    let record = try TrainingFiles(weights: home("relu2_1.safetensors")).recorded()
    #expect(record?.plan.opensWithHead == true && record?.plan.opening == 2)
    for name in ["decoder.conv1_1.bias", "decoder.conv1_1.weight"] {
      #expect(first[name] != nil && second[name] == first[name], "\(name)")
    }
    let fresh = NetworkDescription.adain(at: 2).beginning(seed: 1)["decoder.conv2_1.weight"]
    let moved = zip(fresh?.values ?? [], second["decoder.conv2_1.weight"]?.values ?? [])
    #expect(moved.contains { abs($0 - $1) > 1e-3 })
    let checkpoint = try TrainingFiles.state(checkpoint: home("relu2_1.checkpoint"))
    #expect(
      checkpoint.descent.bases.keys.sorted() == [
        "decoder.conv1_2.weight", "decoder.conv2_1.weight",
      ])
    let outcome = try home.run(
      "train decoder --content photos --style photos --level relu2_1 -o relu2_1.safetensors "
        + "--from relu2_1.checkpoint --steps 4")
    #expect(outcome.code == 0, "\(outcome)")
    #expect(try parameters("relu2_1")["decoder.conv1_1.bias"] != first["decoder.conv1_1.bias"])
    // It began anew with the layers that joined: two steps each.
    let end = try TrainingFiles.state(checkpoint: home("relu2_1.checkpoint"))
    #expect(end.descent.adam.step == 2 && end.descent.bases.count == 3)
  }

  @Test func noLevelIsBeforeTheFirst() throws {
    let outcome = try train("relu1_1", "--tail three")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("--tail: no level is before relu1_1"))
  }

  /// The rate is less than half of what 16 bits tell apart, so that a step leaves the layers alone.
  @Test func layersOfALevelBeforeAreTakenOver() throws {
    #expect(try train("relu1_1", "").code == 0)
    #expect(try train("relu2_1", "--rate 1e-9 --opening 0 --tail ./relu1_1.safetensors").code == 0)
    let (first, second) = (try parameters("relu1_1"), try parameters("relu2_1"))
    let shared = first.filter { $0.key.hasPrefix("decoder.") }
    #expect(shared.keys.sorted() == ["decoder.conv1_1.bias", "decoder.conv1_1.weight"])
    for (name, parameter) in shared { #expect(second[name] == parameter, "\(name)") }
  }

  @Test func theLineThatGoesOnHasNoTail() throws {
    #expect(try train("relu1_1", "").code == 0)
    let outcome = try train("relu2_1", "--steps 9 --minutes 1e-6 --tail ./relu1_1.safetensors")
    let line = outcome.errors.split(separator: "\n").first { $0.contains("this goes on") }
    #expect(line?.contains("--from relu2_1.checkpoint") == true, "\(outcome)")
    #expect(line?.contains("--tail") == false, "\(outcome)")
  }

  @Test func whatHasNoLayersOfADecoderIsRefused() throws {
    let outcome = try train("relu2_1", "--tail three")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("‘three’ has not all layers of the decoder of relu1_1"))
    #expect(try !home.names().contains { $0.hasPrefix("relu2_1") })
  }

  @Test func aTailIsForABeginning() throws {
    let outcome = try train("relu2_1", "--tail three --from relu1_1.safetensors")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("leave one out"))
  }
}
