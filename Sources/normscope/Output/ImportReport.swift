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
    let lines = stored.summary("imported") + [swapLine, recognized.omissions].compactMap(\.self)
    return lines.joined(separator: "\n")
  }

  /// Says that the encoder was given as the decoder, or the reverse.
  private var swapLine: String? {
    guard recognized.kind != requested else { return nil }
    return "encoder and decoder are swapped: the file contains an \(recognized.kind.rawValue); "
      + "imported as \(stored.kind)"
  }
}

extension NetworkFile {
  /// Two lines: name, kind and size, and the location.
  /// - Parameter verb: what was done, such as "imported".
  func summary(_ verb: String) -> [String] {
    let sites = description.withSitesAtLevels.sites.count
    return [
      "\(verb) ‘\(name.printable)’: \(kind), "
        + "\(description.convolutions.count) convolution layers, "
        + "\(sites) normalization \(sites == 1 ? "site" : "sites"), \(parameterCount) parameters",
      "stored in \(path.printable)",
    ]
  }
}
