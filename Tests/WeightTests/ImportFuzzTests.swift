// SPDX-License-Identifier: MIT

import FileIO
import Normalization
import Foundation
import TestSupport
import Testing
import Weights

@testable import normscope

/// Two thousand damaged files of each format through `networks import` itself: a network that is read
/// back, or one sentence about the file and nothing in the folder. A trap would end the test run.
@Suite(.serialized) struct ImportFuzzTests {
  private static let rounds = 2000
  private let folder: ScratchFolder
  private let shelf: NetworkLibrary

  init() throws {
    folder = try ScratchFolder()
    shelf = NetworkLibrary(["XDG_DATA_HOME": folder.path])
  }

  private var imported: [String] {
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: folder("normscope/networks"))
    return names ?? []
  }

  /// What is said of a file; nil when it became a network.
  private func refusal(_ bytes: [UInt8], as kind: String = "transfer") throws -> String? {
    try Data(bytes).write(to: URL(fileURLWithPath: folder("file")))
    let words = [folder("file"), "--as", kind, "--name", "n"]
    do {
      try NetworksImportCommand.parse(words).take(into: shelf)
    } catch {
      #expect(imported.isEmpty, "\(error)")
      return "\(error)"
    }
    _ = try NetworkFile(shelf.path(of: "n")).network()
    try shelf.remove("n")
    return nil
  }

  private func fuzz(
    _ name: String, seed: UInt64, _ file: (Int, inout SplitMix) throws -> [UInt8]
  ) throws {
    var (random, taken, code) = (SplitMix(seed: seed), 0, 0)
    let before = FuzzTests.peak
    for round in 0..<Self.rounds {
      guard let sentence = try refusal(file(round, &random)) else {
        taken += 1
        continue
      }
      if sentence.contains("nothing of a file is ever run") { code += 1 }
      #expect(sentence.contains("file’") && !sentence.contains("\n"), "\(sentence)")
      #expect(sentence.count < 2000 && sentence == sentence.printable, "\(sentence)")
    }
    let growth = FuzzTests.peak - before
    print("import of \(name): \(taken) taken, \(Self.rounds - taken) refused,")
    print("  \(code) as they ask for code; at most \(growth >> 20) MB more")
    #expect(taken < Self.rounds / 2)
    #expect(growth < FuzzTests.mostGrowth)
  }

  @Test(arguments: [
    "transfer.pth", "transfer-old.pth", "transfer.npz", "transfer.onnx", "transfer.safetensors",
  ])
  func theSoundFileIsTaken(_ name: String) throws {
    #expect(try refusal(sound(name)) == nil)
  }

  private func sound(_ name: String) throws -> [UInt8] {
    guard name == "transfer.safetensors" else { return try Fixture.bytes(name) }
    return try SafeTensors.bytes(WeightFile.read(Fixture.path("transfer.pth")))
  }

  @Test(arguments: [("transfer.pth", 11), ("transfer.npz", 12)] as [(String, UInt64)])
  func archives(_ name: String, _ seed: UInt64) throws {
    let sound = try sound(name)
    try fuzz(name, seed: seed) { try Damage.archive(sound, $0, &$1) }
  }

  @Test(
    arguments: [
      ("transfer-old.pth", 13), ("transfer.onnx", 14), ("transfer.safetensors", 15),
    ] as [(String, UInt64)])
  func streams(_ name: String, _ seed: UInt64) throws {
    let sound = try sound(name)
    try fuzz(name, seed: seed) { Damage.damaged(sound, &$1, first: 5000) }
  }

  /// A few damaged files of each format through the program, which has no more than 700 MB of addresses.
  @Test(
    arguments: [
      ("transfer.pth", 21), ("transfer-old.pth", 22), ("transfer.npz", 23), ("transfer.onnx", 24),
      ("transfer.safetensors", 25),
    ] as [(String, UInt64)])
  func theProgramStaysWithinItsMemory(_ name: String, _ seed: UInt64) throws {
    var (random, refused) = (SplitMix(seed: seed), 0)
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
      refused += Int(outcome.code / 2)
    }
    #expect(refused > 5)
  }

  @Test func attacksAreRefusedByWhatTheyAre() throws {
    let bomb = ZipBuilder(entries: [
      .init(
        name: "conv1.conv2d.weight.npy", contents: [UInt8](repeating: 0, count: 80 << 20),
        isDeflated: true)
    ]).bytes
    let odd = ZipBuilder(entries: [
      .init(name: "x/data.pkl", contents: [0x80, 2] + Damage.shell[0] + [0x2E])
    ]).bytes
    // conv1.conv2d.weight of 2⁴⁰ values, by a field of a tensor of a graph.
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
    for (bytes, words) in [
      (bomb, "is the most here"), (odd, "asks for ‘posix.system’"), (model, "1099511627776"),
      (overlapping, "at byte"),
    ] {
      let sentence = try refusal(bytes)
      #expect(sentence?.contains(words) == true, "\(sentence ?? "it was taken")")
    }
  }
}
