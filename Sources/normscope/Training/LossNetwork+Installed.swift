// SPDX-License-Identifier: MIT

import Assets
import FileIO
import Networks
import Normalization
import Training

extension LossNetwork {
  /// The VGG-19 that was installed.
  /// - Throws: one sentence that says how to install it where it is missing.
  static func installedFile(_ shelf: NetworkLibrary = NetworkLibrary()) throws -> NetworkFile {
    guard let path = shelf.paths.first(where: { NetworkLibrary.name(of: $0) == "vgg19" }) else {
      throw UsageError("losses are measured by VGG-19; normscope networks install vgg19 fetches it")
    }
    return try NetworkFile(path)
  }

  /// The judge out of the VGG-19 that was installed and the scales that come along.
  /// - Throws: as `installedFile`, or where the scales are not found.
  static func installed(_ shelf: NetworkLibrary = NetworkLibrary()) throws -> LossNetwork {
    let file = try installedFile(shelf)
    guard let assets = AssetFolder.locate() else {
      throw UsageError("the folder with the channel scales is not beside the program")
    }
    let scales = try FileContents.read(assets + "/Networks/vgg19-scales.json")
    return try LossNetwork(
      file.network().parameters, input: file.description.input,
      scales: ActivationScales(json: scales))
  }
}
