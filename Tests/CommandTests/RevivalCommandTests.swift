// SPDX-License-Identifier: MIT

import TestSupport
import Testing

@testable import normscope

/// `--revive` on the command line.
@Suite struct RevivalCommandTests {
  private let home: TrainingHome

  init() throws { home = try TrainingHome() }

  private func train(_ more: String) throws -> Outcome {
    try home.run(
      "train adain --content photos --style photos --crop 32 --batch 1 -o a.safetensors \(more)")
  }

  @Test func itNeedsACheckpointWithEnoughSteps() throws {
    let early = try train("--steps 2 --revive")
    #expect(early.code == 2 && early.errors.contains("--revive needs --from a checkpoint"))
    #expect(try train("--steps 2 --opening 2").code == 0)
    let outcome = try train("--steps 4 --from a.checkpoint --revive")
    #expect(outcome.code == 2 && outcome.errors.contains("--revive needs 100 steps"), "\(outcome)")
  }

  @Test func theLineThatGoesOnLeavesItOut() throws {
    #expect(try train("--steps 100 --opening 100").code == 0)
    let outcome = try train("--steps 300 --minutes 1e-6 --from a.checkpoint --revive")
    #expect(outcome.code == 0 && outcome.errors.contains("that had no gradient begin anew"))
    let line = outcome.errors.split(separator: "\n").first { $0.contains("this goes on") }
    #expect(line?.contains("--from a.checkpoint") == true && line?.contains("--revive") == false)
  }

  @Test func anOpeningIsNoNegativeNumber() throws {
    let outcome = try train("--opening=-1")
    #expect(outcome.code == 2 && outcome.errors.contains("--opening needs a number of 0 or more"))
  }
}
