// SPDX-License-Identifier: MIT

import Networks
import Stylization
import TestSupport
import Testing

@testable import Training
@testable import normscope

/// Option `--decoder-blocks`.
@Suite struct DecoderBlocksOptionTests {
  private let home: TrainingHome

  init() throws { home = try TrainingHome() }

  private func train(_ more: String) throws -> Outcome {
    try home.run("train adain --content photos --style photos --crop 32 --batch 1 \(more)")
  }

  private func description(_ name: String) throws -> NetworkDescription {
    try NetworkLibrary().load(home("\(name).safetensors")).description
  }

  @Test func newTrainingsHaveTheGivenNumberOfBlocks() throws {
    #expect(try train("-o a.safetensors --steps 1 --decoder-blocks 1").code == 0)
    #expect(try description("a") == .compact(decoderBlocks: 1))
    #expect(try train("-o a.safetensors --steps 2 --from a.checkpoint").code == 0)
    #expect(try description("a") == .compact(decoderBlocks: 1))
  }

  @Test(arguments: ["a.checkpoint", "./a.safetensors"]) func blocksAreAddedToATrainedNetwork(
    from: String
  )
    throws
  {
    #expect(try train("-o a.safetensors --steps 1").code == 0)
    #expect(try description("a") == .compact)
    let more = try train("-o b.safetensors --steps 2 --from \(from) --decoder-blocks 3")
    #expect(more.code == 0, "\(more)")
    #expect(try description("b") == .compact(decoderBlocks: 3))
    let record = try TrainingFiles(weightsPath: home("b.safetensors")).storedRecord()
    #expect(record?.hyperparameters.decoderBlocks == 3 && record?.step == 2)
    #expect(try train("-o b.safetensors --steps 3 --from b.checkpoint").code == 0)
    #expect(try description("b") == .compact(decoderBlocks: 3))
    let fewer = try train("-o c.safetensors --steps 4 --from b.checkpoint --decoder-blocks 2")
    #expect(fewer.code == 2 && fewer.errors.contains("--decoder-blocks 2 needs a network"))
  }

  @Test func zeroBlocksAreRefused() throws {
    let outcome = try train("-o a.safetensors --decoder-blocks 0")
    #expect(
      outcome.code == 2 && outcome.errors.contains("--decoder-blocks 0: must be between 1 and 8"))
  }
}
