// SPDX-License-Identifier: MIT

import ArgumentParser
import FileIO
import Settings
import Stylization

/// Option of every command that takes a tensor.
struct TensorOptions: ParsableArguments {
  @Option(
    name: .customLong("tensor"),
    help: ArgumentHelp(
      "Tensor of an .npz, safetensors or PyTorch file (default: the only one that is N×C×…).",
      valueName: "NAME"))
  var name: String?

  /// Returns the input of a file.
  /// - Throws: `UsageError` if a tensor of a picture is named.
  func input(of path: String) throws -> Input {
    let input = Input(file: path, tensor: name)
    if let name, input.isPicture, !path.isEmpty {
      throw UsageError("--tensor \(name.printable): ‘\(path.printable)’ is not a tensor file")
    }
    return input
  }
}
