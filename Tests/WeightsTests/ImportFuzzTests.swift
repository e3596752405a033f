// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Normalization
import Stylization
import TestSupport
import Testing
import Weights

@testable import normscope

/// Five hundred randomly damaged files of each format, imported with `networks import`. Each
/// becomes a network that can be read, or is rejected with one message and leaves no file. A crash
/// would end the test run.
@Suite(.serialized) struct ImportFuzzTests {
  private static let rounds = 500
  private let folder: ScratchFolder
  private let library: NetworkLibrary

  init() throws {
    folder = try ScratchFolder()
    library = NetworkLibrary(["XDG_DATA_HOME": folder.path])
  }

  private var imported: [String] {
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: folder("normscope/networks"))
    return names ?? []
  }

  /// Returns the error message of importing a file; nil if it was imported.
  private func rejection(_ bytes: [UInt8], as kind: String = "transfer") throws -> String? {
    try Data(bytes).write(to: URL(fileURLWithPath: folder("file")))
    let arguments = [folder("file"), "--as", kind, "--name", "n"]
    do {
      try NetworksImportCommand.parse(arguments).importWeights(to: library)
    } catch {
      #expect(imported.isEmpty, "\(error)")
      return "\(error)"
    }
    _ = try library.load("n").network()
    try library.remove("n")
    return nil
  }

  private func fuzz(
    _ name: String, seed: UInt64, _ file: (Int, inout SplitMix) throws -> [UInt8]
  ) throws {
    var (random, accepted, forbidden) = (SplitMix(seed: seed), 0, 0)
    let before = FuzzTests.peak
    for round in 0..<Self.rounds {
      guard let message = try rejection(file(round, &random)) else {
        accepted += 1
        continue
      }
      if message.contains("no code is executed") { forbidden += 1 }
      #expect(message.contains("file’") && !message.contains("\n"), "\(message)")
      #expect(message.count < 2000 && message == message.printable, "\(message)")
    }
    let growth = FuzzTests.peak - before
    print("import of \(name): \(accepted) accepted, \(Self.rounds - accepted) rejected,")
    print("  \(forbidden) of them for forbidden names; peak memory grew by \(growth >> 20) MB")
    #expect(accepted < Self.rounds / 2)
    #expect(growth < FuzzTests.maximumRatio)
  }

  @Test(arguments: [
    "transfer.pth", "transfer-old.pth", "transfer.npz", "transfer.onnx", "transfer.safetensors",
    "wrapped.pth", "wrapped-protocol4.pth", "wrapped-old.pth", "counters.npz", "constants.onnx",
  ])
  func theUndamagedFileIsImported(_ name: String) throws {
    #expect(try rejection(sound(name)) == nil)
  }

  private func sound(_ name: String) throws -> [UInt8] {
    guard name == "transfer.safetensors" else { return try Fixture.bytes(name) }
    return try SafeTensors.bytes(WeightFile.read(Fixture.path("transfer.pth")))
  }

  @Test(
    arguments: [
      ("transfer.pth", 11), ("transfer.npz", 12), ("wrapped.pth", 16), ("counters.npz", 17),
      ("wrapped-protocol4.pth", 20),
    ] as [(String, UInt64)])
  func damagedArchivesAreImportedOrRejected(_ name: String, _ seed: UInt64) throws {
    let sound = try sound(name)
    try fuzz(name, seed: seed) { try Damage.archive(sound, $0, &$1) }
  }

  @Test(
    arguments: [
      ("transfer-old.pth", 13), ("transfer.onnx", 14), ("transfer.safetensors", 15),
      ("wrapped-old.pth", 18), ("constants.onnx", 19),
    ] as [(String, UInt64)])
  func damagedStreamsAreImportedOrRejected(_ name: String, _ seed: UInt64) throws {
    let sound = try sound(name)
    try fuzz(name, seed: seed) { Damage.damaged(sound, &$1, first: 5000) }
  }

  /// Imports damaged files in a process that is limited to 700 MB of address space.
  @Test(
    arguments: [
      ("transfer.pth", 21), ("transfer-old.pth", 22), ("transfer.npz", 23), ("transfer.onnx", 24),
      ("transfer.safetensors", 25), ("wrapped.pth", 26), ("wrapped-old.pth", 27),
      ("counters.npz", 28), ("constants.onnx", 29),
    ] as [(String, UInt64)])
  func importsOfDamagedFilesStayWithin700MB(_ name: String, _ seed: UInt64) throws {
    var (random, rejected) = (SplitMix(seed: seed), 0)
    let sound = try sound(name)
    for round in 0..<25 {
      let bytes =
        name.hasSuffix(".pth") && !name.contains("old") || name.hasSuffix(".npz")
        ? try Damage.archive(sound, round, &random)
        : Damage.damaged(sound, &random, first: 5000)
      try FileContents.write(bytes, to: folder("file"))
      let outcome = try Outcome(
        of: Program.path,
        ["networks", "import", folder("file"), "--as", "transfer", "--name", "n", "--replace"],
        shell: "ulimit -v 700000;")
      #expect(outcome.code == 0 || outcome.code == 2, "\(outcome)")
      #expect(outcome.errors.split(separator: "\n").count == outcome.code / 2, "\(outcome)")
      rejected += Int(outcome.code / 2)
    }
    #expect(rejected > 5)
  }

  @Test func attacksAreRejectedWithTheirReason() throws {
    let bomb = ZipBuilder(entries: [
      .init(
        name: "conv1.conv2d.weight.npy", contents: [UInt8](repeating: 0, count: 80 << 20),
        isDeflated: true)
    ]).bytes
    let attack = ZipBuilder(entries: [
      .init(name: "x/data.pkl", contents: [0x80, 2] + Damage.shell[0] + [0x2E])
    ]).bytes
    // A graph with one tensor of 2⁴⁰ values.
    let extents: [UInt8] = [0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20, 0x10, 1, 0x42, 1, 0x77]
    let model: [UInt8] =
      [8, 8, 0x3A, UInt8(extents.count + 2), 0x2A, UInt8(extents.count)] + extents
    let header = """
      {"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},\
      "b":{"dtype":"F32","shape":[4],"data_offsets":[8,24]}}
      """
    let overlapping =
      withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian, Array.init) + Array(header.utf8)
      + [UInt8](repeating: 0, count: 24)
    for (bytes, text) in [
      (bomb, "the limit is"), (attack, "references ‘posix.system’"), (model, "1099511627776"),
      (overlapping, "at byte"),
    ] {
      let message = try rejection(bytes)
      #expect(message?.contains(text) == true, "\(message ?? "the file was accepted")")
    }
  }
}
