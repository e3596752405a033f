// SPDX-License-Identifier: MIT

import Networks
import TestSupport
import Testing

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
    try NetworkFile(home("\(level).safetensors")).network().parameters
  }

  /// The rate is less than half of what 16 bits tell apart, so that a step leaves the layers alone.
  @Test func layersOfALevelBeforeAreTakenOver() throws {
    #expect(try train("relu1_1", "").code == 0)
    #expect(try train("relu2_1", "--rate 1e-9 --tail ./relu1_1.safetensors").code == 0)
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
    #expect(outcome.errors.contains("‘three’ has none of the layers of the decoder of relu2_1"))
    #expect(try !home.names().contains { $0.hasPrefix("relu2_1") })
  }

  @Test func aTailIsForABeginning() throws {
    let outcome = try train("relu2_1", "--tail three --from relu1_1.safetensors")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("leave one out"))
  }
}
