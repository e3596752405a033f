// SPDX-License-Identifier: MIT

import Stylization
import Weights

/// Output of `networks import`: what was imported, where it is stored, and what was left out.
struct ImportReport {
  /// Kind given on the command line.
  let requested: NetworkKind
  /// Network in the imported file.
  let recognized: RecognizedNetwork
  /// Network that was stored.
  let stored: NetworkFile

  /// Lines of text.
  var text: String {
    let description = stored.description
    let sites = description.withSitesAtLevels.sites.count
    let result = [
      "imported ‘\(stored.name.printable)’: \(stored.kind), "
        + "\(description.convolutions.count) convolution layers, "
        + "\(sites) normalization \(sites == 1 ? "site" : "sites"), "
        + "\(stored.parameterCount) parameters",
      "stored in \(stored.path.printable)",
    ]
    return (result + [swapLine, recognized.omissions].compactMap(\.self)).joined(separator: "\n")
  }

  /// Says that the encoder was given as the decoder, or the reverse.
  private var swapLine: String? {
    guard recognized.kind != requested else { return nil }
    return "encoder and decoder are swapped: the file contains an \(recognized.kind.rawValue); "
      + "imported as \(stored.kind)"
  }
}
