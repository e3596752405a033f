// SPDX-License-Identifier: MIT

import Assets
import FileIO
import Networks
import Normalization
import Weights

/// Gives every channel of an encoder the mean activation 1, as `vgg_normalised` has it.
struct NetworkScaling {
  private let file: NetworkFile
  private let network: Network

  /// - Throws: `UsageError` for anything but a chain of plain convolutions that gives features.
  init(_ file: NetworkFile) throws {
    (self.file, network) = (file, try file.network())
    let description = file.description
    let isPlain = description.encoder.allSatisfy { layer in
      switch layer {
      case .convolution(let layer): layer.groups == 1 && !layer.isTransposed
      case .pooling, .level, .activation(.relu): true
      case .site, .activation, .upsampling, .residual: false
      }
    }
    guard description.decoder.isEmpty, isPlain else {
      throw UsageError(
        "‘\(file.name.printable)’ is no chain of convolutions that gives features, such as vgg19")
    }
  }

  /// The scales that come along: those of VGG-19 to relu4_1.
  static func shipped() throws -> ActivationScales {
    guard let folder = AssetFolder.locate() else {
      throw UsageError("the scales that come along are not there: name pictures to measure")
    }
    return try ActivationScales(json: FileContents.read(folder + "/Networks/vgg19-scales.json"))
  }

  /// The scales on some pictures, one after another.
  func scales(on paths: [String], size: Int?) throws -> ActivationScales {
    var means = try ActivationMeans(of: network)
    for path in paths {
      let picture = try NetworkStudio.tensor(path, size: size).tensor
      _ = try NetworkRun.checked(network, picture.shape, encoderOnly: true)
      try means.add(picture)
    }
    return means.scales
  }

  /// The network's tensors with scales in them.
  func tensors(with scales: ActivationScales) throws -> NamedTensors {
    let convolutions = file.description.convolutions
    for (name, own) in scales.scales.sorted(by: { $0.key < $1.key }) {
      let layer = convolutions.first { $0.name == name }
      guard let layer, layer.outputs == own.count else {
        throw UsageError(
          "‘\(file.name.printable)’ has no convolution ‘\(name.printable)’ of \(own.count) channels"
        )
      }
    }
    var tensors = file.tensors
    tensors.metadata["source"] = file.source + ", scaled"
    for (name, parameter) in scales.applied(to: network.parameters, of: convolutions) {
      tensors[name] = WeightTensor(parameter.shape, floats: parameter.values)
    }
    return tensors
  }
}
