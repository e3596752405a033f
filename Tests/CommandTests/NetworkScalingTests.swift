// SPDX-License-Identifier: MIT

import Foundation
import Networks
import Pictures
import TestSupport
import Testing
import Weights

/// `networks scale` of a small encoder.
@Suite struct NetworkScalingTests {
  let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    let description = NetworkDescription.vgg19(to: 2)
    var tensors = NamedTensors(metadata: ["description": description.text, "licence": "CC0"])
    for (name, parameter) in description.randomParameters() {
      tensors[name] = WeightTensor(parameter.shape, floats: parameter.values)
    }
    try WeightFile.write(tensors, to: folder("plain.safetensors"))
    for seed: UInt64 in [1, 2] {
      try Picture.noise(width: 32, height: 24, seed: seed).write(to: folder("\(seed).png"))
    }
  }

  private func run(_ arguments: String...) throws -> Outcome {
    try Outcome(
      of: Program.path, arguments,
      shell: "cd \(folder.path) && export XDG_DATA_HOME=\(folder("data"));")
  }

  @Test func scaledChannelsHaveMeanOneOnTheMeasuredPictures() throws {
    let scaled = try run(
      "networks", "scale", "plain.safetensors", "1.png", "2.png", "--name", "even", "--json")
    #expect(scaled.code == 0 && scaled.errors.isEmpty, "\(scaled)")
    let object = try JSONSerialization.jsonObject(with: Data(scaled.output.utf8))
    let scales = try #require((object as? [String: [String: [Double]]])?["scales"])
    #expect(scales.mapValues(\.count) == ["conv1_1": 64, "conv1_2": 64, "conv2_1": 128])
    #expect(try run("networks").output.contains("CC0"), "the license is copied")
    var means = [Double](repeating: 0, count: 128)
    for picture in ["1.png", "2.png"] {
      let stats = try run(
        "stats", picture, "--network", "even", "--site", "relu2_1", "--json")
      let report = try JSONSerialization.jsonObject(with: Data(stats.output.utf8))
      let inputs = try #require((report as? [String: Any])?["inputs"] as? [[String: Any]])
      let planes = try #require(inputs.first?["planes"] as? [[String: Any]])
      for (c, plane) in planes.enumerated() { means[c] += (plane["mean"] as? Double ?? 0) / 2 }
    }
    // Tolerance: the rounding error of Winograd convolutions.
    for (c, mean) in means.enumerated() {
      #expect(abs(mean - 1) <= 2e-3 || mean == 0, "channel \(c) has \(mean)")
    }
  }

  @Test(arguments: [
    (["compact"], "encoders without normalization only"),
    (["plain.safetensors"], "no convolution ‘conv2_2’ with 128 channels"),
    (["plain.safetensors", "gone.png"], "gone.png"),
    (["plain.safetensors", "--size", "64"], "--size needs pictures"),
    (["gone"], "no network is named ‘gone’"),
  ])
  func impossibleScalingsAreOneLineErrors(_ arguments: [String], _ message: String) throws {
    let outcome = try Outcome(
      of: Program.path, ["networks", "scale", "--name", "n"] + arguments,
      shell: "cd \(folder.path) && export XDG_DATA_HOME=\(folder("data"));")
    #expect(outcome.code == 2 && outcome.errors.contains(message), "\(outcome)")
    #expect(outcome.errors.count { $0 == "\n" } == 1, "\(outcome)")
  }
}
