// SPDX-License-Identifier: MIT

import Foundation
import Networks
import Pictures
import TestSupport
import Training
import Weights

@testable import normscope

/// A home with what trainings need: a VGG-19 of random weights, a network of three styles, and pictures.
struct TrainingHome {
  // Held on to: the folder goes when it does.
  private let scratch: ScratchFolder
  let path: String

  /// Makes `photos` with ten pictures, and a.png, b.png and c.png beside it as styles.
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

  /// Something in it.
  func callAsFunction(_ name: String) -> String { path + "/" + name }

  /// The shell's words before a program that is run in it.
  var shell: String { "export XDG_DATA_HOME=\(path); cd \(path) &&" }

  /// Runs the program in it, after other commands of the shell.
  func run(_ words: String, shell: String = "") throws -> Outcome {
    try Outcome(
      of: Program.path, words.split(separator: " ").map(String.init),
      shell: self.shell + " " + shell)
  }

  /// What is in a folder of it, sorted, whatever is hidden among it.
  func names(_ folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: self(folder)).sorted()
  }

  /// A training of `train transfer` that goes on from what is named.
  static func transfer(_ more: String) -> String {
    "train transfer --content photos --style a.png --style-size 48 --crop 32 --batch 1"
      + " -o t.safetensors \(more)"
  }

  private static let vgg = bytes(of: .vgg19(to: LossNetwork.content))
  private static let three = bytes(
    of: .multiStyle(widths: [4, 4, 4, 4, 4], blocks: 1), styles: 3)

  private static func bytes(of description: NetworkDescription, styles: Int = 1) -> Data {
    var tensors = NamedTensors(metadata: ["description": description.text])
    for (name, parameter) in description.beginning(seed: 5, styles: styles) {
      tensors[name] = WeightTensor(parameter.shape, floats: parameter.values).convertedToFloat16
    }
    return Data(SafeTensors.bytes(tensors))
  }
}
