// SPDX-License-Identifier: MIT

import FileIO
import Foundation

/// Reason why render settings cannot be computed.
public enum RenderError: Error, Equatable, CustomStringConvertible {
  /// Group normalization with a number of groups that does not divide the channels.
  case groups(Int, channels: Int)
  /// Mode that needs a style where none is given, in pixel space or for a tensor.
  case modeNeedsStyle(mode: String)
  /// Network whose γ and β come from a style where none is given.
  case networkNeedsStyle(network: String)
  /// Style weights whose sum is 0, which AdaIN would divide by.
  case zeroWeightSum
  /// Network without a style row of this name.
  case unknownRow(network: String, row: String)
  /// Network without an encoder level of this number.
  case unknownLevel(network: String, level: Int)
  /// Network without a site of this name, and the sites that it has.
  case unknownSite(network: String, site: String, sites: [String])
  /// Site without a channel of this number.
  case unknownChannel(site: String, channel: Int, channels: Int)
  /// Style or feature file with another number of channels than needed.
  case channels(path: String, found: Int, expected: Int)
  /// Tensor given as the style of a picture.
  case tensorStyle(path: String)
  /// Picture given as the style of a tensor.
  case pictureStyle(path: String)
  /// Picture of a tensor's batch that does not exist.
  case pictureIndex(path: String, index: Int, count: Int)
  /// List with neither one value nor one per channel.
  case valueCount(option: String, count: Int, channels: Int)
  /// Network that returns features where a picture is needed.
  case returnsFeatures(network: String)
  /// Network that takes features where a picture is given.
  case takesFeatures(network: String, channels: Int)
  /// Run that needs more memory than there is.
  case memory(network: String, needed: Int, width: Int, height: Int, free: Int)
  /// Site in a residual block, whose input alone does not determine the picture.
  case siteInResidualBlock(site: String)
  /// Network without a site from which a picture follows.
  case notDecodable(network: String)
  /// Network whose file has changed since the settings were made for its sites and styles.
  case networkChanged(network: String)
  /// File that was read but cannot be used, and the reason.
  case unusable(path: String, reason: String)

  /// One sentence: what happened, and what to do.
  public var description: String {
    switch self {
    case .groups(let groups, let channels):
      "\(channels) channels cannot be divided into \(groups) equal groups; choose a divisor of "
        + "\(channels)"
    case .modeNeedsStyle(let mode):
      "\(mode) needs a style (--style PATH; in the explorer: s)"
    case .networkNeedsStyle(let network):
      "‘\(network.printable)’ takes γ and β from a style (--style PATH; in the explorer: s)"
    case .zeroWeightSum:
      "the style weights sum to 0, and AdaIN divides by their sum; give weights with another sum"
    case .unknownRow(let network, let row):
      "‘\(network.printable)’ has no style \(row.printable)"
    case .unknownLevel(let network, let level):
      "‘\(network.printable)’ has no level \(level)"
    case .unknownSite(let network, let site, let sites):
      "‘\(network.printable)’ has no site ‘\(site.printable)’; "
        + (sites.isEmpty ? "it has no sites" : "it has \(sites.printableList)")
    case .unknownChannel(let site, let channel, let channels):
      "‘\(site.printable)’ has channels 0 to \(channels - 1), not \(channel)"
    case .channels(let path, let found, let expected):
      "‘\(path.printable)’ has \(found) channels; \(expected) are needed"
    case .tensorStyle(let path):
      "‘\(path.printable)’ is a tensor; the style of a picture must be a picture"
    case .pictureStyle(let path):
      "‘\(path.printable)’ is not a tensor file; the style of a tensor must be a tensor with as "
        + "many channels"
    case .pictureIndex(let path, let index, let count):
      "‘\(path.printable)’ has pictures 0 to \(count - 1), not \(index)"
    case .valueCount(let option, let count, let channels):
      "\(option) has \(count) values; give one for all channels or one for each of \(channels)"
    case .returnsFeatures(let network): "‘\(network.printable)’ returns features, not a picture"
    case .takesFeatures(let network, let channels):
      "‘\(network.printable)’ takes \(channels) channels of features, not a picture: "
        + "see normscope decode --help"
    case .memory(let network, let needed, let width, let height, let free):
      "‘\(network.printable)’ needs \(needed.gigabytes) for \(width)×\(height) pixels; "
        + "\(free.gigabytes) are free; use a smaller --size"
    case .siteInResidualBlock(let site):
      "‘\(site.printable)’ is inside a residual block, where its input alone does not determine "
        + "the picture; choose a site outside of it"
    case .notDecodable(let network):
      "‘\(network.printable)’ has no site from which a picture can be computed"
    case .networkChanged(let network):
      "network ‘\(network.printable)’ changed while it was in use; run the command again"
    case .unusable(let path, let reason): "cannot use ‘\(path.printable)’: \(reason)"
    }
  }
}

extension Int {
  /// Bytes as "1.5 GB".
  var gigabytes: String { String(format: "%.1f GB", Double(self) / 1e9) }
}

extension [String] {
  /// Names for an error message, separated by commas.
  var printableList: String { map(\.printable).joined(separator: ", ") }
}
