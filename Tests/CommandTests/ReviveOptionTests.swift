// SPDX-License-Identifier: MIT

import TestSupport
import Testing

@testable import normscope

/// Option `--revive`.
@Suite struct ReviveOptionTests {
  private let home: TrainingHome

  init() throws { home = try TrainingHome() }

  private func train(_ more: String) throws -> Outcome {
    try home.run(
      "train adain --content photos --style photos --crop 32 --batch 1 -o a.safetensors \(more)")
  }

  @Test func reviveNeedsACheckpointWithEnoughSteps() throws {
    let early = try train("--steps 2 --revive")
    #expect(early.code == 2 && early.errors.contains("--revive needs --from with a checkpoint"))
    #expect(try train("--steps 2 --pretraining-steps 2").code == 0)
    let outcome = try train("--steps 4 --from a.checkpoint --revive")
    #expect(
      outcome.code == 2 && outcome.errors.contains("--revive needs a checkpoint with 100 steps"),
      "\(outcome)")
  }

  @Test func resumeCommandHasNoRevive() throws {
    #expect(try train("--steps 100 --pretraining-steps 100").code == 0)
    let outcome = try train("--steps 300 --minutes 1e-6 --from a.checkpoint --revive")
    #expect(outcome.code == 0 && outcome.errors.contains("dead channels"))
    let line = outcome.errors.split(separator: "\n").first { $0.contains("resume with:") }
    #expect(line?.contains("--from a.checkpoint") == true && line?.contains("--revive") == false)
  }

  @Test func negativePretrainingStepsAreRefused() throws {
    let outcome = try train("--pretraining-steps=-1")
    #expect(
      outcome.code == 2 && outcome.errors.contains("--pretraining-steps -1: must be between 0 and"))
  }
}
