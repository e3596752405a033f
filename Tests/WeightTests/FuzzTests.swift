// SPDX-License-Identifier: MIT

import FileIO
import Glibc
import Normalization
import TestSupport
import Testing

@testable import Weights

/// Two thousand damaged files of each format: tensors or a sentence, in bounded memory. A trap would
/// end the test run.
@Suite(.serialized) struct FuzzTests {
  private static let rounds = 2000
  /// What a small file may unpack to, twice (as it is unpacked and as a tensor), and some.
  static let mostGrowth = 256 << 20

  /// The most memory that this process ever had, in bytes.
  static var peak: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
  }

  private func fuzz(
    _ name: String, seed: UInt64, _ file: (Int, inout SplitMix) throws -> [UInt8]
  ) rethrows {
    var (random, read, known, ran) = (SplitMix(seed: seed), 0, 0, 0)
    let before = Self.peak
    for round in 0..<Self.rounds {
      let bytes = try file(round, &random)
      do throws(WeightError) {
        let tensors = try WeightFile.tensors(bytes[...])
        read += 1
        #expect(tensors.names.allSatisfy { tensors[$0]?.floats.count == tensors[$0]?.count })
        _ = try CheckpointLayout.recognize(tensors, as: .transfer)
        known += 1
      } catch {
        if case .code = error { ran += 1 }
        let sentence = error.description
        #expect(!sentence.isEmpty && sentence.count < 1000 && sentence == sentence.printable)
      }
    }
    let growth = Self.peak - before
    print("\(name): \(read) read, \(known) of them networks, \(Self.rounds - read) refused,")
    print("  \(ran) as they ask for code; at most \(growth >> 20) MB more")
    #expect(read < Self.rounds / 2)
    #expect(growth < Self.mostGrowth)
  }

  @Test func safetensors() throws {
    let sound = try [
      Fixture.bytes("types.safetensors"),
      SafeTensors.bytes(WeightFile.read(Fixture.path("transfer.pth"))),
    ]
    fuzz("safetensors", seed: 1) { Damage.damaged(sound[$0 % 2], &$1, first: 4000) }
  }

  @Test func checkpointsInArchives() throws {
    let sound = try ["types.pth", "types-protocol4.pth", "transfer.pth"].map(Fixture.bytes)
    try fuzz("PyTorch archives", seed: 2) {
      try Damage.archive(sound[$0 / 2 % sound.count], $0, &$1)
    }
  }

  @Test func checkpointsInStreams() throws {
    let sound = try ["types-old.pth", "checkpoint-old.pth"].map(Fixture.bytes)
    fuzz("PyTorch streams", seed: 3) { Damage.damaged(sound[$0 % 2], &$1, first: 2000) }
  }

  @Test func arrays() throws {
    let sound = try ["types.npz", "types-packed.npz"].map(Fixture.bytes)
    try fuzz(".npz", seed: 4) { try Damage.archive(sound[$0 / 2 % sound.count], $0, &$1) }
  }

  @Test func models() throws {
    let sound = try Fixture.bytes("types.onnx")
    fuzz("ONNX", seed: 5) { Damage.damaged(sound, &$1, first: 300) }
  }

  @Test(arguments: [
    "types.safetensors", "types.pth", "types-protocol4.pth", "types-old.pth", "types.npz",
    "types-packed.npz", "types.onnx", "checkpoint-old.pth",
  ])
  func noFileIsReadThatIsCutOff(_ name: String) throws {
    let bytes = try Fixture.bytes(name)
    let whole = try WeightFile.tensors(bytes[...])
    for count in 0..<bytes.count {
      var part = whole
      do throws(WeightError) { part = try WeightFile.tensors(bytes.prefix(count)) } catch {
        continue
      }
      // A model is whole once its graph is: the operators' version and the properties follow.
      part.metadata = whole.metadata
      #expect(name == "types.onnx" && part == whole, "\(name) was read up to byte \(count)")
    }
  }
}
