// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Networks
import Normalization
import TestSupport
import Testing
import Weights

/// Networks with random weights against ONNX Runtime (Tests/Reference/network_onnx.py).
@Suite struct ONNXRuntimeTests {
  static let networks: [String: NetworkDescription] = [
    "vgg19-relu4_1": .vgg19(to: 4), "transfer": .transfer(),
    "transfer-batch": .transfer(width: 8, blocks: 2, norm: .batch),
    "multistyle": .multiStyle(),
  ]

  @Test(arguments: networks.keys.sorted()) func descriptionsMatchTheRecordedText(name: String)
    throws
  {
    let network = try #require(Self.networks[name])
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let path = source.appendingPathComponent("Fixtures/networks/\(name).txt").path
    if !FileManager.default.fileExists(atPath: path) {
      try FileContents.write(Array(network.text.utf8), to: path)
      Issue.record("\(name).txt did not exist and was recorded")
    }
    #expect(try String(decoding: FileContents.read(path), as: UTF8.self) == network.text)
  }

  @Test(arguments: networks.keys.sorted(), [false, true])
  func theOutputMatchesTheReference(name: String, allowsWinograd: Bool) throws {
    let path = "\(Fixture.folder)/Fixtures/networks/\(name).npy"
    let expected = try NumPyArray(FileContents.read(path)).doubles
    let description = try #require(Self.networks[name])
    let shape = Shape(1, 3, 40, 56)
    let network = try Network(description, description.randomParameters())
    let run = try NetworkRun(network, shape, allowsWinograd: allowsWinograd)
    run.setInput(Tensor(shape, elements: (0..<shape.count).map { Float($0 * 7919 % 256) / 255 }))
    let difference = Difference(of: try #require(try run.output()), from: expected, name)
    #expect(difference.worst <= (allowsWinograd ? 2e-3 : 1e-4), "\(difference)")
  }
}
