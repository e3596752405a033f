// SPDX-License-Identifier: MIT

import Assets
import FileIO
import Networks
import Weights

/// Scales every channel of an encoder to the mean activation 1, as in `vgg_normalised`.
public struct ActivationRescaling {
  private let file: NetworkFile
  private let network: Network

  /// The scaling of a network's file.
  /// - Throws: `NetworkLibraryError.notScalable` for anything but a chain of plain convolutions
  ///   that returns features.
  public init(_ file: NetworkFile) throws {
    (self.file, network) = (file, try file.network())
    let isPlain = file.description.encoder.allSatisfy { layer in
      switch layer {
      case .convolution(let layer): layer.groups == 1 && !layer.isTransposed
      case .pooling, .level, .activation(.relu): true
      case .site, .activation, .upsampling, .residual: false
      }
    }
    guard file.description.decoder.isEmpty, isPlain else {
      throw NetworkLibraryError.notScalable(name: file.name)
    }
  }

  /// Returns the bundled scales of VGG-19 to relu4_1.
  public static func bundledScales() throws -> ActivationScales {
    guard let folder = AssetFolder.locate() else { throw NetworkLibraryError.noBundledScales }
    return try ActivationScales(json: FileContents.read(folder + "/Networks/vgg19-scales.json"))
  }

  /// Measures the scales on pictures, one at a time.
  /// - Parameter size: longest side at which pictures are measured; their own by default.
  public func scales(on paths: [String], size: Int?) throws -> ActivationScales {
    var means = try ActivationMeans(of: network)
    let pictures = PictureCache()
    for path in paths {
      let picture = try pictures.tensor(PictureKey(path, size: size), .rgb)
      _ = try NetworkRun.withinMemory(network, picture.shape, encoderOnly: true)
      try means.add(picture)
    }
    return means.scales
  }

  /// Returns the network's tensors with the scales applied.
  public func tensors(with scales: ActivationScales) throws -> NamedTensors {
    let convolutions = file.description.convolutions
    for (name, own) in scales.scales.sorted(by: { $0.key < $1.key }) {
      let layer = convolutions.first { $0.name == name }
      guard let layer, layer.outputs == own.count else {
        throw NetworkLibraryError.unknownConvolution(
          name: file.name, layer: name, channels: own.count)
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
