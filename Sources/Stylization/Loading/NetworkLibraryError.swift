// SPDX-License-Identifier: MIT

import FileIO

/// Reason why a network cannot be found, loaded, stored or removed.
public enum NetworkLibraryError: Error, Equatable, CustomStringConvertible {
  /// File that does not hold a usable network, and the reason.
  case unusable(path: String, reason: String)
  /// Name that no network has, and the names that are available.
  case unknown(name: String, available: [String])
  /// Network file with another extension, given without a folder, like a name.
  case otherExtension(path: String)
  /// Weights in another format than network files have.
  case otherFormat(path: String, format: String)
  /// Name with characters or a length that is not allowed.
  case invalidName(String)
  /// Name that is reserved for pixel space.
  case reservedName(String)
  /// Name of a bundled network, which cannot be replaced.
  case bundledName(String)
  /// Name of a network that is installed already.
  case exists(name: String)
  /// Name that no user-installed network has, and the names that are installed.
  case notInstalled(name: String, installed: [String])
  /// Bundled network that was to be removed.
  case notRemovable(name: String)
  /// Learned styles that lack one of the network's tables.
  case incompleteRows(network: String, table: String)
  /// Learned styles that cannot be added to their network, and the reason.
  case unusableLearnedStyles(path: String, reason: String)
  /// Encoder of another kind than a decoder needs.
  case wrongEncoder(name: String, kind: String)
  /// Network of another kind than an encoder that was given as a decoder needs.
  case noDecoder(name: String, kind: String)
  /// Network that takes features where one that takes pictures is needed.
  case takesFeatures(name: String)
  /// Network without sites or levels.
  case noSites(name: String)
  /// Network whose activations cannot be scaled.
  case notScalable(name: String)
  /// Scales for a convolution that the network does not have.
  case unknownConvolution(name: String, layer: String, channels: Int)
  /// Bundled activation scales that were not found.
  case noBundledScales
  /// Neither HOME nor XDG_DATA_HOME is set.
  case noDataDirectory

  /// One sentence: what happened, and what to do.
  public var description: String {
    switch self {
    case .unusable(let path, let reason): "cannot use ‘\(path.printable)’: \(reason)"
    case .unknown(let name, let available):
      "no network is named ‘\(name.printable)’; "
        + (available.isEmpty ? "none are installed" : "available: \(available.printableList)")
    case .otherExtension(let path):
      "no network is named ‘\(path.printable)’; to open the file, write ./\(path.printable)"
    case .otherFormat(let path, let format):
      "‘\(path.printable)’ is \(format); convert it with: normscope networks import "
        + "\(path.printable) --as KIND"
    case .invalidName(let name):

      "‘\(name.printable)’ is not a valid network name: use up to 64 letters, digits, -, _ and ., "
        + "without .safetensors"
    case .reservedName(let name): "‘\(name)’ is reserved for pixel space; choose another name"
    case .bundledName(let name): "‘\(name)’ is a bundled network; choose another name"
    case .exists(let name): "network ‘\(name)’ already exists; --replace overwrites it"
    case .notInstalled(let name, let installed):
      "no user-installed network is named ‘\(name.printable)’; "
        + (installed.isEmpty ? "none are installed" : "installed: \(installed.printableList)")
    case .notRemovable(let name):
      "‘\(name.printable)’ is a bundled network and cannot be removed"
    case .incompleteRows(let network, let table):
      "the learned styles of ‘\(network.printable)’ lack ‘\(table.printable)’"
    case .unusableLearnedStyles(let path, let reason):
      "\(reason); move ‘\(path.printable)’ away to use the network without its learned styles"
    case .wrongEncoder(let name, let kind):
      "‘\(name.printable)’ is of kind \(kind); the encoder must be of kind adain-encoder or vgg19"
    case .noDecoder(let name, let kind):
      "the file contains an encoder, and ‘\(name.printable)’ is of kind \(kind); one of them must be "
        + "of kind adain-decoder"
    case .takesFeatures(let name): "‘\(name.printable)’ takes features, not pictures"
    case .noSites(let name): "‘\(name.printable)’ has no sites"
    case .notScalable(let name):
      "networks scale accepts encoders without normalization only, such as vgg19; ‘\(name.printable)’ "
        + "is not one"
    case .unknownConvolution(let name, let layer, let channels):
      "‘\(name.printable)’ has no convolution ‘\(layer.printable)’ with \(channels) channels"
    case .noBundledScales:
      "bundled activation scales not found; name pictures to measure them on"
    case .noDataDirectory: "no data directory: HOME and XDG_DATA_HOME are not set"
    }
  }
}
