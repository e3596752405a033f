// SPDX-License-Identifier: MIT

import FileIO
import Foundation
import Networks
import Normalization
import Pictures
import TestSupport
import Testing
import Weights

/// `networks import` of weights with the tensor names of fast_neural_style.
@Suite struct NetworkImportTests {
  let folder: ScratchFolder
  let description = NetworkDescription.transfer(width: 4, blocks: 2)

  init() throws {
    folder = try ScratchFolder()
    try WeightFile.write(theirs, to: folder("candy.safetensors"))
  }

  /// The network's tensors under the names of fast_neural_style.
  private var theirs: NamedTensors {
    var result = NamedTensors(metadata: ["format": "pt"])
    for (name, parameter) in description.randomParameters().sorted(by: { $0.key < $1.key }) {
      result[Self.theirs(name)] = WeightTensor(parameter.shape, floats: parameter.values)
    }
    return result
  }

  /// `res1.a.gamma` is `res1.in1.weight`, `up1.weight` is `deconv1.conv2d.weight`.
  private static func theirs(_ name: String) -> String {
    var parts = name.split(separator: ".").map(String.init)
    let last = parts.removeLast()
    let isNorm = last == "gamma" || last == "beta"
    let value = ["gamma": "weight", "beta": "bias"][last] ?? last
    if parts.count == 2 {
      let number = parts[1] == "a" ? 1 : 2
      return "\(parts[0]).\(isNorm ? "in\(number)" : "conv\(number).conv2d").\(value)"
    }
    let places = ["conv4": ("deconv3", 0), "up1": ("deconv1", 4), "up2": ("deconv2", 5)]
    let (layer, norm) = places[parts[0]] ?? (parts[0], Int(parts[0].suffix(1)) ?? 0)
    return isNorm ? "in\(norm).\(value)" : "\(layer).conv2d.\(value)"
  }

  @Test(arguments: [
    ("candy.pth", [0x80, 2, 0x7D] as [UInt8], "is a PyTorch checkpoint; convert it with: "),
    ("candy.onnx", [8, 7, 0x12, 0], "is an ONNX file; convert it with: "),
    ("candy.bin", Array("<!DOCTYPE html><title>Virus scan warning".utf8), "it is a web page"),
    ("candy.pt", Array("version https://git-lfs.github.com/spec/v1\n".utf8), "git lfs pull"),
    ("empty.safetensors", [], "the file is empty"),
    ("photo.safetensors", [0x89, 0x50, 0x4E, 0x47], "it is a picture, not weights"),
  ])
  func otherFilesGivenAsANetworkAreNamed(_ name: String, _ bytes: [UInt8], _ message: String) throws
  {
    try Data(bytes).write(to: URL(fileURLWithPath: folder(name)))
    for network in ["./\(name)", name, folder(name)] {
      let outcome = try run(["networks", "info", network])
      #expect(outcome.code == 2 && outcome.output.isEmpty, "\(outcome)")
      #expect(outcome.errors.contains(message), "\(outcome)")
      #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome)")
    }
  }

  @Test func aNetworkFileWithAnotherExtensionIsOpenedByItsPath() throws {
    #expect(try take("candy").code == 0)
    let file = folder("data/normscope/networks/candy.safetensors")
    try FileManager.default.copyItem(atPath: file, toPath: folder("candy.weights"))
    let outcome = try run(["networks", "info", "candy.weights"])
    #expect(outcome.code == 2 && outcome.errors.contains("write ./candy.weights"), "\(outcome)")
    #expect(try run(["networks", "info", "./candy.weights"]).code == 0)
  }

  private func run(_ arguments: [String]) throws -> Outcome {
    try Outcome(
      of: Program.path, arguments,
      shell: "cd \(folder.path) && export XDG_DATA_HOME=\(folder("data"));")
  }

  private func take(_ name: String, _ arguments: String...) throws -> Outcome {
    try run(
      ["networks", "import", "candy.safetensors", "--as", "transfer", "--name", name] + arguments)
  }

  @Test func importedNetworksRenderTheSamePictureAsTheEngine() throws {
    let outcome = try take("candy", "--licence", "CC0")
    #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome)")
    let list = try run(["networks"])
    #expect(list.output.contains("\ncandy ") && list.output.contains("CC0"), "\(list)")
    let picture = Picture.noise(width: 40, height: 28, seed: 3)
    try picture.write(to: folder("in.png"))
    #expect(try run(["apply", "in.png", "--network", "candy", "-o", "out.png"]).code == 0)
    let network = try Network(description, description.randomParameters())
    let tensor = ColorSpace.rgb.tensor(of: picture)
    let run = try NetworkRun(network, tensor.shape)
    run.setInput(tensor)
    let expected = ColorSpace.rgb.picture(from: try #require(try run.output())).picture
    try expected.write(to: folder("expected.png"))
    #expect(try NetworkFixture.worst(folder("out.png"), folder("expected.png")) <= 1)
  }

  @Test(arguments: IllFormedName.allCases)
  func filesWhoseNamesAreNotUTF8AreImported(_ name: IllFormedName) throws {
    try WeightFile.write(theirs, to: folder(name.text + ".safetensors"))
    let command = "networks import \(name.shellWord).safetensors --as transfer --name candy"
    let outcome = try Outcome(
      of: "/bin/bash", ["-c", "\(Program.path) \(command)"],
      shell: "cd \(folder.path) && export XDG_DATA_HOME=\(folder("data"));")
    #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome)")
    let imported = try WeightFile.read(folder("data/normscope/networks/candy.safetensors"))
    #expect(imported.metadata["source"] == name.text.wellFormed + ".safetensors")
  }

  @Test func importedNetworksHaveOneStyleRow() throws {
    #expect(try take("candy").code == 0)
    try Picture.noise(width: 24, height: 24, seed: 3).write(to: folder("in.png"))
    let line = ["apply", "in.png", "--network", "candy", "-o"]
    for (options, code) in [
      ([], 0), (["--style-index", "0"], 0), (["--style-weights", "1"], 0),
      (["--style-index", "1"], 2), (["--style-weights", "1,1"], 2), (["--style", "in.png"], 2),
    ] as [([String], Int32)] {
      let outcome = try run(line + ["out\(options.count).png"] + options)
      #expect(outcome.code == code, "\(outcome)")
    }
    #expect(try NetworkFixture.worst(folder("out0.png"), folder("out2.png")) == 0)
    let inner = try run([
      "encode", "in.png", "--network", "candy", "--site", "res1.a", "-o", "f.npy",
    ])
    #expect(inner.code == 0, "\(inner)")
    let refused = try run(
      ["decode", "f.npy", "--network", "candy", "--site", "res1.a", "-o", "d.png"])
    #expect(refused.code == 2 && refused.errors.contains("residual block"), "\(refused)")
  }

  @Test func existingNetworksAreReplacedOnlyWithReplace() throws {
    #expect(try take("candy").code == 0)
    let again = try take("candy")
    #expect(again.code == 2 && again.errors.contains("--replace"), "\(again)")
    #expect(try take("candy", "--replace").code == 0)
    for name in ["compact", "a/b", ".hidden", "", "-x", "é"] {
      let outcome = try run([
        "networks", "import", "candy.safetensors", "--as", "transfer", "--name=\(name)",
      ])
      #expect(outcome.code == 2 && outcome.errors.count { $0 == "\n" } == 1, "\(outcome)")
    }
  }

  @Test func onlyUserInstalledNetworksCanBeRemoved() throws {
    #expect(try take("candy").code == 0)
    for (name, message) in [
      ("compact", "is a bundled network"), ("gone", "installed: candy"),
      ("../networks/candy", "no user-installed network"),
      (folder("data/normscope/networks/candy.safetensors"), "no user-installed network"),
      ("", "no user-installed network"),
    ] {
      let outcome = try run(["networks", "remove", name])
      #expect(outcome.code == 2 && outcome.errors.contains(message), "\(outcome)")
      #expect(outcome.errors.count { $0 == "\n" } == 1, "\(outcome)")
    }
    let removed = try run(["networks", "remove", "candy"])
    #expect(removed.code == 0 && removed.errors.isEmpty, "\(removed)")
    #expect(try run(["networks"]).output.contains("candy") == false)
    #expect(try run(["networks", "remove", "candy"]).errors.contains("none are installed"))
    #expect(try take("candy").code == 0, "its name is free")
  }

  @Test func unknownSitesAreReportedWithTheAvailableOnes() throws {
    #expect(try take("candy").code == 0)
    try Picture.noise(width: 24, height: 24, seed: 3).write(to: folder("in.png"))
    let outcome = try run(["stats", "in.png", "--network", "candy", "--site", "relu1_1"])
    #expect(outcome.code == 2 && outcome.errors.contains("it has conv1, conv2"), "\(outcome)")
    let compact = try run(["stats", "in.png", "--network", "compact", "--site", "relu1_1"])
    #expect(compact.errors.contains("it has level1, level2, level3, decoder.in"), "\(compact)")
  }

  @Test(arguments: [Float.nan, .infinity]) func nonFiniteValuesAreRefusedWithTheTensorName(
    value: Float
  ) throws {
    var tensors = theirs
    let weight = try #require(tensors["res2.conv1.conv2d.bias"])
    tensors["res2.conv1.conv2d.bias"] = WeightTensor(
      weight.shape, floats: [value] + weight.floats.dropFirst())
    try WeightFile.write(tensors, to: folder("candy.safetensors"))
    let outcome = try take("candy")
    #expect(outcome.code == 2 && outcome.errors.contains("candy.safetensors’"), "\(outcome)")
    #expect(outcome.errors.contains("‘res2.conv1.conv2d.bias’ contains a value"), "\(outcome)")
    #expect(try run(["networks"]).output.contains("candy") == false)
  }

  @Test func missingAndExtraTensorsAreListed() throws {
    var tensors = theirs
    tensors["conv1.conv2d.bias"] = nil
    tensors["unknown"] = WeightTensor([1], floats: [1])
    try WeightFile.write(tensors, to: folder("candy.safetensors"))
    let outcome = try take("candy")
    #expect(outcome.code == 2 && outcome.errors.contains("missing conv1.conv2d.bias"), "\(outcome)")
    #expect(outcome.errors.contains("extra unknown"), "\(outcome)")
    let other = try run(
      ["networks", "import", "candy.safetensors", "--as", "vgg19", "--name", "v"])
    #expect(other.code == 2 && other.errors.contains("do not match network ‘vgg19’"), "\(other)")
    #expect(try run(["networks"]).output.contains("candy") == false)
  }
}
