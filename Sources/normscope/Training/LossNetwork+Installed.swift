// SPDX-License-Identifier: MIT

import Assets
import FileIO
import Networks
import Normalization
import Stylization
import Training

extension LossNetwork {
  /// Returns the installed VGG-19. - Throws: `UsageError` if it is not installed.
  static func installedFile(_ library: NetworkLibrary = NetworkLibrary()) throws -> NetworkFile {
    guard library.paths.contains(where: { NetworkLibrary.name(of: $0) == "vgg19" }) else {
      throw UsageError(
        "VGG-19, which computes the losses, is not installed; run: normscope networks install vgg19"
      )
    }
    return try library.load("vgg19")
  }

  /// Returns the loss network made of the installed VGG-19 and the bundled channel scales.
  /// - Throws: `UsageError` if VGG-19 or the scales are not found, and the errors of reading them.
  static func installed(_ library: NetworkLibrary = NetworkLibrary()) throws -> LossNetwork {
    let file = try installedFile(library)
    guard let assets = AssetFolder.locate() else {
      throw UsageError(
        "bundled channel scales of VGG-19 not found; reinstall NormScope or set NORMSCOPE_ASSETS")
    }
    let scales = try FileContents.read(assets + "/Networks/vgg19-scales.json")
    return try LossNetwork(
      file.network().parameters, input: file.description.input,
      scales: ActivationScales(json: scales))
  }
}
