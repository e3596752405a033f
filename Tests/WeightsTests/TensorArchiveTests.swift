// SPDX-License-Identifier: MIT

import FileIO
import Normalization
import TestSupport
import Testing

@testable import Weights

/// Files with several tensors: the list, and one tensor of it.
@Suite(.serialized) struct TensorArchiveTests {
  static let files = [
    "types.npz", "types-packed.npz", "types.safetensors", "types.pth", "types-protocol4.pth",
    "types-old.pth", "single.npz", "single.safetensors", "single.pt", "checkpoint-old.pth",
  ]
  /// 0, 0.5, 1, … in `single` files.
  static let halves = (0..<48).map { Double($0) / 2 }

  private func archive(_ name: String) throws -> TensorArchive {
    try TensorArchive(Fixture.bytes(name)[...])
  }

  @Test(arguments: files) func listedTensorsEqualThoseOfTheWholeFile(_ file: String) throws {
    let (archive, all) = (try archive(file), try WeightFile.read(Fixture.path(file)))
    let counters = archive.entries.filter { $0.name.hasSuffix("num_batches_tracked") }
    #expect(archive.entries.count == all.count + counters.count)
    for (index, entry) in archive.entries.enumerated() where !counters.contains(entry) {
      let tensor = try archive.tensor(at: index)
      #expect(tensor == all[entry.name], "\(entry.name)")
      #expect(tensor.type.name == entry.type && tensor.shape == entry.axes)
      #expect(entry.isUsable() == ((try? NumPyArray(tensor)) != nil), "\(entry.name)")
    }
  }

  @Test(arguments: ["single.npz", "single.safetensors", "single.pt", "mixed.npz"])
  func theFeaturesAreConverted(_ file: String) throws {
    let archive = try archive(file)
    let index = try #require(
      archive.entries.firstIndex { $0.name == (file == "single.pt" ? "" : "features") })
    let array = try NumPyArray(archive.tensor(at: index))
    #expect(array.shape == Shape(2, 3, 4, 2))
    #expect(array.doubles.elements == Self.halves)
    #expect(array.typeText == (file == "single.pt" ? "float16 as float32" : "float64"))
  }

  @Test func arraysThatCannotBeReadAreListedWithTheirType() throws {
    let archive = try archive("mixed.npz")
    #expect(archive.entries.map(\.name) == ["labels", "features", "objects", "mask", "empty"])
    #expect(archive.entries.map(\.type).prefix(4) == ["<U2", "float64", "|O", "bool"])
    #expect(archive.entries.map { $0.isUsable() } == [false, true, false, true, false])
    #expect(throws: WeightError.entry("objects.npy", .array(.type("|O")))) {
      try archive.tensor(at: 2)
    }
    let mask = try NumPyArray(archive.tensor(at: 3))
    #expect(mask.doubles.elements == Self.halves.map { $0 > 3 ? 1 : 0 })
  }

  @Test func filesAreRecognizedByTheirFirstBytes() throws {
    for file in Self.files + ["mixed.npz"] {
      #expect(TensorFormat(start: try Fixture.bytes(file)[..<512]) == .archive, "\(file)")
    }
    #expect(TensorFormat(start: NumPyTypeTests.cases[0].bytes[...]) == .array)
    let zip = ZipBuilder(entries: [.init(name: "word/document.xml", contents: [1])]).bytes
    for other in [[], [0x50, 0x4B, 3, 4], zip, Array("GIF89a".utf8), [0x80, 2, 0x7D, 0x2E]] {
      #expect(TensorFormat(start: other[...]) == nil)
    }
  }

  @Test func onnxFilesAreRejectedWithAdvice() throws {
    let bytes = try Fixture.bytes("types.onnx")
    #expect(throws: WeightError.self) { try TensorArchive(bytes[...]) }
  }

  /// Two thousand damaged files of each format: listed and read, or rejected with a message, in
  /// bounded memory. A crash would end the test run.
  @Test(arguments: [
    "mixed.npz", "single.npz", "single.pt", "types.pth", "types-old.pth", "single.safetensors",
  ])
  func damagedFilesNeverCrash(_ file: String) throws {
    let sound = try Fixture.bytes(file)
    let isArchive = sound.starts(with: [0x50, 0x4B])
    var (random, read, rejected) = (SplitMix(seed: 53), 0, 0)
    let before = FuzzTests.peak
    for round in 0..<2000 {
      let bytes =
        try isArchive
        ? Damage.archive(sound, round, &random) : Damage.damaged(sound, &random, first: 2000)
      for error in errors(of: bytes) {
        if let error {
          rejected += 1
          #expect(error.count < 1000 && error == error.printable)
        } else {
          read += 1
        }
      }
    }
    print("\(file): \(read) tensors of damaged files were read, \(rejected) rejected")
    #expect(read > 100 && rejected > 100)
    #expect(FuzzTests.peak - before < FuzzTests.maximumRatio)
  }

  /// Returns the error message of each tensor, nil for a tensor that is read; one message if the
  /// file cannot be listed.
  private func errors(of bytes: [UInt8]) -> [String?] {
    do {
      let archive = try TensorArchive(bytes[...])
      return archive.entries.indices.map { index in
        do {
          _ = try NumPyArray(archive.tensor(at: index))
          return nil
        } catch {
          return "\(error)"
        }
      }
    } catch {
      return ["\(error)"]
    }
  }

  /// A list reads headers only: an entry that would be decompressed to 80 MB is listed.
  @Test func aListDoesNotDecompressTheValues() throws {
    let header = NumPyBytes.file(NumPyBytes.text("'|u1'", shape: "(10, 8388608)"))
    let bytes = ZipBuilder(entries: [
      .init(
        name: "x.npy", contents: header + [UInt8](repeating: 0, count: 80 << 20), isDeflated: true)
    ]).bytes
    let archive = try TensorArchive(bytes[...])
    #expect(archive.entries.map(\.axes) == [[10, 8_388_608]])
    do throws(WeightError) {
      _ = try archive.tensor(at: 0)
      Issue.record("the values were decompressed")
    } catch {
      guard case .tooLarge = error else {
        Issue.record("\(error)")
        return
      }
    }
  }
}
