// SPDX-License-Identifier: MIT

import Testing

@testable import Weights

/// Checkpoints written by PyTorch 2.
@Suite struct PyTorchTests {
  static let files = ["types.pth", "types-protocol4.pth", "types-old.pth"]

  @Test(arguments: files)
  func everyElementTypeIsRead(_ file: String) throws {
    let tensors = try WeightFile.read(Fixture.path(file))
    // PyTorch cannot read larger unsigned integers in the old format itself.
    let types = ElementType.allCases.filter {
      file != "types-old.pth" || ![.uint16, .uint32, .uint64].contains($0)
    }
    #expect(Array(tensors.names.prefix(types.count)) == types.map(\.rawValue))
    for type in types {
      let tensor = try #require(tensors[type.rawValue])
      #expect(tensor.type == type)
      #expect(tensor.shape == [2, 3])
      #expect(tensor.floats == Fixture.values(type), "\(type)")
    }
  }

  @Test(arguments: files)
  func viewsOfASharedStorageHaveTheirOwnValues(_ file: String) throws {
    let tensors = try WeightFile.read(Fixture.path(file))
    let expected: [String: ([Int], [Float])] = [
      "base": ([3, 4], (0..<12).map(Float.init)),
      "transposed": ([4, 3], [0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11]),
      "rows": ([2, 4], (4..<12).map(Float.init)),
      "steps": ([3, 2], [0, 2, 4, 6, 8, 10]),
      "one": ([], [11]),
      "spread": ([2, 3], [5, 5, 5, 5, 5, 5]),
      "empty": ([0, 3], []),
      "parameter": ([2], [7, 8]),
      "blocked": ([1, 2, 2, 4], (0..<16).map(Float.init)),
    ]
    for (name, (shape, values)) in expected {
      #expect(tensors[name]?.shape == shape, "\(name)")
      #expect(tensors[name]?.floats == values, "\(name)")
    }
    #expect(tensors.count == (file == "types-old.pth" ? 19 : 22))
  }

  @Test func onlyTheStateDictionaryOfATrainingCheckpointIsRead() throws {
    let tensors = try WeightFile.read(Fixture.path("checkpoint-old.pth"))
    #expect(tensors.names == ["weight"])
    #expect(tensors["weight"]?.floats == [1, 2])
  }

  @Test func aPickledModuleIsRejectedWithAdvice() throws {
    let error = try #require(Fixture.error(Fixture.bytes("module.pth")))
    guard case .pickledModule(_, "torch.nn.modules.container.Sequential") = error else {
      Issue.record("\(error)")
      return
    }
    #expect(error.description.contains("torch.save(model.state_dict(), path)"))
    let old = try #require(Fixture.error(Fixture.bytes("module-old.pth")))
    guard case .forbiddenName(_, "__main__.Tiny") = old else {
      Issue.record("\(old)")
      return
    }
    #expect(old.description.contains("save the model's state_dict()"))
  }
}
