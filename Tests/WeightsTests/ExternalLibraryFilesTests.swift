// SPDX-License-Identifier: MIT

import Testing

@testable import Weights

/// Files written by NumPy and by the ONNX and safetensors libraries.
@Suite struct ExternalLibraryFilesTests {
  @Test(arguments: ["types.npz", "types-packed.npz"])
  func npzArraysInCAndFortranOrderAreRead(_ file: String) throws {
    let tensors = try WeightFile.read(Fixture.path(file))
    #expect(tensors.names == ["F16", "F32", "F64", "fortran", "line"])
    #expect(tensors["F64"]?.type == .float64)
    for name in ["F16", "F32", "F64", "fortran"] {
      #expect(tensors[name]?.shape == [2, 3])
      #expect(tensors[name]?.floats == Fixture.values(.float32), "\(name)")
    }
    #expect(tensors["line"]?.floats == (0..<300).map(Float.init))
  }

  @Test func onnxInitializersAreReadFromEveryField() throws {
    let tensors = try ONNXFile(Fixture.bytes("types.onnx")[...]).tensors
    for type in ElementType.allCases {
      #expect(tensors[type.rawValue]?.type == type)
      #expect(tensors[type.rawValue]?.floats == Fixture.values(type), "\(type)")
    }
    #expect(tensors["floats"]?.floats == Fixture.values(.float32))
    #expect(tensors["alias"] == tensors["F64"], "PyTorch writes equal initializers once")
    #expect(tensors.metadata == ["licence": "none"])
  }

  @Test func onnxNodesAreReadWithTheirAttributes() throws {
    let nodes = try ONNXFile(Fixture.bytes("types.onnx")[...]).nodes
    #expect(nodes.map(\.operation) == ["Conv", "Identity"])
    #expect(nodes[0].inputs == ["x", "F32"])
    #expect(nodes[0].outputs == ["y"])
    #expect(
      nodes[0].attributes == [
        "pads": .ints([1, 2, 3, 4]), "group": .int(1), "scale": .float(0.5),
        "mode": .string("reflect"), "names": .strings(["a", "b"]), "slopes": .floats([0.25, -1]),
      ])
  }

  @Test func externalONNXDataIsRejected() throws {
    let error = try #require(Fixture.error(Fixture.bytes("external.onnx")))
    guard case .unsupported(_, "a tensor with external data", _) = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test func filesOfTheSafetensorsLibraryAreRead() throws {
    let tensors = try WeightFile.read(Fixture.path("types.safetensors"))
    #expect(tensors.metadata == ["quoted": "\"é\\\n"])
    for type in ElementType.allCases {
      #expect(tensors[type.rawValue]?.floats == Fixture.values(type), "\(type)")
    }
  }

  @Test func otherFormatsAreRejectedByName() {
    #expect(Fixture.error([]) == .foreign(.empty))
    #expect(Fixture.error(Array("GIF89a".utf8)) == .foreign(.picture))
    #expect(Fixture.error([0xFF, 0xD8, 0xFF, 0xE0]) == .foreign(.picture))
    #expect(Fixture.error([0x1F, 0x8B, 8]) == .foreign(.gzip))
    for page in ["<!DOCTYPE html>", "\u{FEFF}<HTML lang=en>", "\n <html><title>Virus"] {
      #expect(Fixture.error(Array(page.utf8)) == .foreign(.webPage), "\(page)")
    }
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
    #expect(Fixture.error(Array(pointer.utf8)) == .foreign(.gitLFSPointer))
    #expect(Fixture.error(Array("epoch,loss".utf8)) == .unknownFormat)
    let hdf5 = Fixture.error([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A, 0])
    #expect(hdf5?.description.contains("an HDF5 file") == true)
  }
}
