// SPDX-License-Identifier: MIT

import Foundation
import Networks
import Pictures
import TestSupport
import Training
import Weights

@testable import normscope

/// Temporary data folder for training commands: a VGG-19 with random weights, a network `three`
/// with three styles, and pictures.
struct TrainingHome {
  // The folder is deleted with this value.
  private let scratch: ScratchFolder
  let path: String

  /// Creates ten pictures in `photos`, and the styles a.png, b.png and c.png.
  init() throws {
    scratch = try ScratchFolder()
    path = scratch.path
    for folder in ["normscope/networks", "photos"] {
      try FileManager.default.createDirectory(
        atPath: self(folder), withIntermediateDirectories: true)
    }
    try Self.vgg.write(to: URL(fileURLWithPath: self("normscope/networks/vgg19.safetensors")))
    try Self.three.write(to: URL(fileURLWithPath: self("normscope/networks/three.safetensors")))
    let names = (0..<10).map { "photos/\($0).png" } + ["a.png", "b.png", "c.png"]
    for (seed, name) in names.enumerated() {
      try Picture.noise(width: 48, height: 40, seed: UInt64(seed)).write(to: self(name))
    }
  }

  /// Returns the path of a file in it.
  func callAsFunction(_ name: String) -> String { path + "/" + name }

  /// Shell commands that select it before a program runs.
  var shell: String { "export XDG_DATA_HOME=\(path); cd \(path) &&" }

  /// Runs normscope in it, after other shell commands.
  func run(_ arguments: String, shell: String = "") throws -> Outcome {
    try Outcome(
      of: Program.path, arguments.split(separator: " ").map(String.init),
      shell: self.shell + " " + shell)
  }

  /// Returns the sorted names in one of its folders, including hidden ones.
  func names(_ folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: self(folder)).sorted()
  }

  /// Returns the arguments of a `train transfer` command.
  static func transfer(_ more: String) -> String {
    "train transfer --content photos --style a.png --style-size 48 --crop 32 --batch 1"
      + " -o t.safetensors \(more)"
  }

  private static let vgg = bytes(of: .vgg19(to: LossNetwork.contentLevel))
  private static let three = bytes(
    of: .multiStyle(widths: [4, 4, 4, 4, 4], blocks: 1), styles: 3)

  private static func bytes(of description: NetworkDescription, styles: Int = 1) -> Data {
    var tensors = NamedTensors(metadata: ["description": description.text])
    for (name, parameter) in description.initialParameters(seed: 5, styles: styles) {
      tensors[name] = WeightTensor(parameter.shape, floats: parameter.values).convertedToFloat16
    }
    return Data(SafeTensors.bytes(tensors))
  }
}
