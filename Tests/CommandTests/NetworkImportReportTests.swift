// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
import Testing
import Weights

/// Output of `networks import`, and swapped AdaIN encoders and decoders.
@Suite struct NetworkImportReportTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  /// Returns the path of a file written by Tests/Reference/weights.py.
  private func fixture(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Reference/weights/\(name)").path
  }

  private func path(_ name: String) -> String {
    folder("data/normscope/networks/\(name).safetensors")
  }

  private func take(
    _ file: String, as kind: String, name: String, _ arguments: String...
  ) throws -> Outcome {
    try Outcome(
      of: Program.path,
      ["networks", "import", file, "--as", kind, "--name", name] + arguments,
      shell: "cd \(folder.path) && export XDG_DATA_HOME=\(folder("data"));")
  }

  private func lines(_ outcome: Outcome) -> [String] {
    outcome.output.split(separator: "\n").map(String.init)
  }

  @Test(arguments: [
    ("transfer.onnx", "ignored in1.running_mean, in1.running_var"),
    (
      "wrapped.pth",
      "removed the prefix ‘trained.inner.module._orig_mod.’; ignored optimizers.0, step, "
        + "trained.inner.module._orig_mod.in1.running_mean and 7 more"
    ),
    (
      "wrapped-protocol4.pth",
      "removed the prefix ‘trained.inner.module._orig_mod.’; ignored optimizers.0, step, "
        + "trained.inner.module._orig_mod.in1.running_mean and 7 more"
    ),
    (
      "counters.npz",
      "removed the prefix ‘module.’; ignored epoch, decay, n_averaged and 3 more"
    ),
  ])
  func theNetworkItsFileAndWhatWasLeftOutAreReported(_ file: String, _ left: String) throws {
    let outcome = try take(fixture(file), as: "transfer", name: "x")
    #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome)")
    #expect(
      lines(outcome) == [
        "imported ‘x’: transfer, 16 convolution layers, 15 normalization sites, 2259 parameters",
        "stored in \(path("x"))", left,
      ])
  }

  @Test func theNameDefaultsToThatOfTheFile() throws {
    func run(_ arguments: [String], input: String = "/dev/null") throws -> Outcome {
      try Outcome(
        of: Program.path, ["networks", "import"] + arguments,
        shell: "exec <\(input); export XDG_DATA_HOME=\(folder("data"));")
    }
    let file = fixture("transfer.pth")
    let outcome = try run([file, "--as", "transfer"])
    #expect(outcome.output.hasPrefix("imported ‘transfer’: "), "\(outcome)")
    #expect(try run([file, "--as", "transfer"]).code == 2, "an existing network was replaced")
    let piped = try run(["-", "--as", "transfer"], input: file)
    #expect(piped.code == 2 && piped.errors.contains("add --name NAME"), "\(piped)")
    let named = try run(["-", "--as", "transfer", "--name", "piped"], input: file)
    #expect(named.output.hasPrefix("imported ‘piped’: "), "\(named)")
  }

  @Test func onlyTheNetworkAndItsFileAreReportedIfNothingWasLeftOut() throws {
    #expect(try take(fixture("transfer.pth"), as: "transfer", name: "x").code == 0)
    let outcome = try take(path("x"), as: "transfer", name: "y")
    #expect(lines(outcome).count == 2, "\(outcome)")
  }

  /// Tensors from the start of a network: index of the convolution, output and input channels.
  private func tensors(_ layers: [(index: Int, out: Int, in: Int)], first: Int) -> NamedTensors {
    var tensors = NamedTensors()
    for (place, layer) in layers.enumerated() {
      let side = layer.index == 0 ? 1 : 3
      let shape = [layer.out, layer.in, side, side]
      let value = Float16(first + place).bitPattern
      for (name, shape) in [("weight", shape), ("bias", [layer.out])] {
        let values = [UInt16](repeating: value, count: shape.reduce(1, *))
        let bytes = values.withUnsafeBytes { ArraySlice(Array($0)) }
        tensors["module.\(layer.index).\(name)"] = WeightTensor(.float16, shape, bytes: bytes)
      }
    }
    return tensors
  }

  private func writePair() throws {
    let channels = [3, 64, 64, 128, 128, 256, 256, 256, 256, 512]
    let pairs = zip(channels, channels.dropFirst())
    let encoder = zip([2, 5, 9, 12, 16, 19, 22, 25, 29], pairs).map { ($0, $1.1, $1.0) }
    let decoder = zip([1, 5, 8, 11, 14, 18, 21, 25, 28], pairs.reversed()).map { ($0, $1.0, $1.1) }
    try WeightFile.write(tensors([(0, 3, 3)] + encoder, first: 1), to: folder("e.safetensors"))
    try WeightFile.write(tensors(decoder, first: 50), to: folder("d.safetensors"))
  }

  @Test func swappedEncodersAndDecodersAreImportedAsWhatTheyAre() throws {
    try writePair()
    let swapped = "encoder and decoder are swapped: the file contains an "
    let encoder = try take("d.safetensors", as: "adain-encoder", name: "encoder")
    #expect(lines(encoder).contains(swapped + "adain-decoder; imported as adain-decoder"))
    #expect(lines(encoder)[0].contains("adain-decoder, 9 convolution layers"), "\(encoder)")
    let pair = try take(
      "e.safetensors", as: "adain-decoder", name: "pair", "--encoder", "encoder",
      "--license", "CC0")
    #expect(lines(pair).contains(swapped + "adain-encoder; imported as adain"), "\(pair)")
    #expect(lines(pair)[0].contains("adain, 19 convolution layers, 1 normalization site, 7010959 "))

    #expect(try take("e.safetensors", as: "adain-encoder", name: "e").code == 0)
    let usual = try take(
      "d.safetensors", as: "adain-decoder", name: "usual", "--encoder", "e", "--license", "CC0")
    #expect(!usual.output.contains("swapped") && usual.code == 0, "\(usual)")
    var (one, other) = try (WeightFile.read(path("pair")), WeightFile.read(path("usual")))
    #expect(one.metadata["source"] == "e.safetensors" && one.metadata["licence"] == "CC0")
    (one.metadata, other.metadata) = ([:], [:])
    #expect(Set(one.names) == Set(other.names))
    #expect(one.names.allSatisfy { one[$0] == other[$0] })
  }

  @Test func twoEncodersOrTwoDecodersAreErrors() throws {
    try writePair()
    #expect(try take("e.safetensors", as: "adain-encoder", name: "e").code == 0)
    #expect(try take("d.safetensors", as: "adain-decoder", name: "d").code == 0)
    for (file, other, message) in [
      ("e.safetensors", "e", "contains an encoder, and ‘e’ is of kind adain-encoder"),
      ("d.safetensors", "d", "‘d’ is of kind adain-decoder; the encoder must be"),
    ] {
      let outcome = try take(file, as: "adain-decoder", name: "x", "--encoder", other)
      #expect(outcome.code == 2 && outcome.output.isEmpty, "\(outcome)")
      #expect(outcome.errors.contains(message), "\(outcome)")
    }
  }
}
