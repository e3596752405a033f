// SPDX-License-Identifier: MIT

import FileIO
import Glibc
import Normalization
import TestSupport
import Testing

@testable import Weights

/// Two thousand randomly damaged files of each format. Each is read or rejected with a message, in
/// bounded memory. A crash would end the test run.
@Suite(.serialized) struct FuzzTests {
  private static let rounds = 2000
  /// Memory limit: twice the minimum `AllocationBudget` (decompressed and as a tensor), doubled.
  static let maximumRatio = 256 << 20

  /// Peak resident memory of this process in bytes.
  static var peak: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
  }

  private func fuzz(
    _ name: String, seed: UInt64, _ file: (Int, inout SplitMix) throws -> [UInt8]
  ) rethrows {
    var (random, read, known, forbidden) = (SplitMix(seed: seed), 0, 0, 0)
    let before = Self.peak
    for round in 0..<Self.rounds {
      let bytes = try file(round, &random)
      do throws(WeightError) {
        let tensors = try WeightFile.tensors(bytes[...])
        read += 1
        #expect(tensors.names.allSatisfy { tensors[$0]?.floats.count == tensors[$0]?.count })
        _ = try RecognizedNetwork(tensors, as: .transfer).tensors
        known += 1
      } catch {
        if case .forbiddenName = error { forbidden += 1 }
        let message = error.description
        #expect(!message.isEmpty && message.count < 1000 && message == message.printable)
      }
    }
    let growth = Self.peak - before
    print("\(name): \(read) accepted, \(known) of them networks, \(Self.rounds - read) rejected,")
    print("  \(forbidden) of them for forbidden names; peak memory grew by \(growth >> 20) MB")
    #expect(read < Self.rounds / 2)
    #expect(growth < Self.maximumRatio)
  }

  @Test func damagedSafetensorsNeverCrash() throws {
    let sound = try [
      Fixture.bytes("types.safetensors"),
      SafeTensors.bytes(WeightFile.read(Fixture.path("transfer.pth"))),
    ]
    fuzz("safetensors", seed: 1) { Damage.damaged(sound[$0 % 2], &$1, first: 4000) }
  }

  @Test func damagedPyTorchArchivesNeverCrash() throws {
    let sound = try ["types.pth", "types-protocol4.pth", "transfer.pth"].map(Fixture.bytes)
    try fuzz("PyTorch archives", seed: 2) {
      try Damage.archive(sound[$0 / 2 % sound.count], $0, &$1)
    }
  }

  @Test func damagedPyTorchStreamsNeverCrash() throws {
    let sound = try ["types-old.pth", "checkpoint-old.pth"].map(Fixture.bytes)
    fuzz("PyTorch streams", seed: 3) { Damage.damaged(sound[$0 % 2], &$1, first: 2000) }
  }

  @Test func damagedNPZFilesNeverCrash() throws {
    let sound = try ["types.npz", "types-packed.npz"].map(Fixture.bytes)
    try fuzz(".npz", seed: 4) { try Damage.archive(sound[$0 / 2 % sound.count], $0, &$1) }
  }

  @Test func damagedONNXModelsNeverCrash() throws {
    let sound = try Fixture.bytes("types.onnx")
    fuzz("ONNX", seed: 5) { Damage.damaged(sound, &$1, first: 300) }
  }

  @Test func damagedTrainingCheckpointsNeverCrash() throws {
    let (archive, stream) = try (Fixture.bytes("wrapped.pth"), Fixture.bytes("wrapped-old.pth"))
    try fuzz("checkpoint archives", seed: 6) { try Damage.archive(archive, $0, &$1) }
    fuzz("checkpoint streams", seed: 7) { Damage.damaged(stream, &$1, first: 7000) }
  }

  @Test func damagedCountersAndConstantsNeverCrash() throws {
    let (counters, constants) = try (Fixture.bytes("counters.npz"), Fixture.bytes("constants.onnx"))
    try fuzz(".npz with counters", seed: 8) { try Damage.archive(counters, $0, &$1) }
    fuzz("ONNX with constants", seed: 9) { Damage.damaged(constants, &$1, first: 6000) }
  }

  @Test(arguments: [
    "types.safetensors", "types.pth", "types-protocol4.pth", "types-old.pth", "types.npz",
    "types-packed.npz", "types.onnx", "checkpoint-old.pth",
  ])
  func truncatedFilesAreRejected(_ name: String) throws {
    let bytes = try Fixture.bytes(name)
    let complete = try WeightFile.tensors(bytes[...])
    for count in 0..<bytes.count {
      var part = complete
      do throws(WeightError) { part = try WeightFile.tensors(bytes.prefix(count)) } catch {
        continue
      }
      // An ONNX model is complete after its graph; operator versions and properties follow.
      part.metadata = complete.metadata
      #expect(name == "types.onnx" && part == complete, "\(name) was accepted up to byte \(count)")
    }
  }
}
