// SPDX-License-Identifier: MIT

import FileIO
import Normalization

/// An error of building or running a network.
public enum NetworkError: Error, Equatable, CustomStringConvertible {
  /// The weights lack a tensor that the description names.
  case missing(String)
  /// A tensor's shape differs from the description.
  case shape(String, expected: [Int], found: [Int])
  /// A tensor contains NaN or ±∞.
  case notFinite(String)
  /// A running variance is negative.
  case negative(String)
  /// A layer's input has another number of channels than the layer expects.
  case channels(String, expected: Int, found: Int)
  /// The input of a layer is too small.
  case tooSmall(String, Shape)
  /// The output of a layer exceeds any memory.
  case tooLarge(rows: Int, columns: Int, channels: Int)
  /// The shape of an output picture differs from that of the input picture.
  case size(expected: Shape, found: Shape)
  /// The description has too many layers.
  case layers(Int)
  /// A parameter of a layer is out of range.
  case layer(String)
  /// The layers change height or width by more than a factor.
  case scaleFactor(limit: Int)
  /// Site named `all`, like a channel of a site (`a:3`), or like another one.
  case siteName(String)
  /// The output picture has another number of channels than three.
  case picture(channels: Int)
  /// A site uses the style moments of a level that has another number of channels or does not
  /// exist.
  case level(Int, site: String, expected: Int, found: Int?)
  /// oneDNN has no implementation of a layer.
  case unsupported(String)
  /// oneDNN failed to prepare or run a layer; nil before an implementation was chosen.
  case oneDNN(layer: String, implementation: String?, status: String)
  /// oneDNN is not installed.
  case noLibrary
  /// A line of a network description cannot be parsed.
  case syntax(line: Int, String)

  /// The error message.
  public var description: String {
    switch self {
    case .missing(let name): "the network has no tensor ‘\(name.printable)’"
    case .shape(let name, let expected, let found):
      "tensor ‘\(name.printable)’ has shape \(Self.text(found)) instead of \(Self.text(expected))"
    case .notFinite(let name): "tensor ‘\(name.printable)’ contains NaN or infinity"
    case .negative(let name): "tensor ‘\(name.printable)’ contains a negative variance"
    case .channels(let name, let expected, let found):
      "‘\(name.printable)’ expects \(expected) input channels but receives \(found)"
    case .tooSmall(let name, let shape): "the input \(shape) of ‘\(name.printable)’ is too small"
    case .tooLarge(let rows, let columns, let channels):
      "an activation of \(channels) channels and \(rows)×\(columns) pixels is too large"
    case .size(let expected, let found): "the output picture is \(found) instead of \(expected)"
    case .layers(let count):
      "the network has \(count) layers; at most \(NetworkDescription.maxLayers) are supported"
    case .layer(let name): "a parameter of ‘\(name.printable)’ is out of range"
    case .scaleFactor(let limit):
      "the layers change height or width by more than a factor of \(limit)"
    case .siteName(let name):
      switch name {
      case "all": "a site is named ‘all’, which options use for all sites"
      case _ where name.endsLikeChannel:
        "the site name ‘\(name.printable)’ ends like a channel, a colon and a number"
      default: "two sites have the name ‘\(name.printable)’"
      }
    case .picture(let channels): "the output has \(channels) channels; a picture has 3"
    case .level(let level, let site, let expected, let found):
      "‘\(site.printable)’ needs a level \(level) with \(expected) channels; "
        + (found.map { "it has \($0)" } ?? "the network has no such level")
    case .unsupported(let name): "oneDNN does not support the convolution ‘\(name.printable)’"
    case .oneDNN(let layer, let implementation, let status):
      "oneDNN failed in ‘\(layer.printable)’\(implementation.map { " (\($0))" } ?? ""): \(status)"
    case .noLibrary: "oneDNN is not installed: apt-get install libdnnl-dev"
    case .syntax(let line, let reason): "network description, line \(line): \(reason.printable)"
    }
  }

  private static func text(_ shape: [Int]) -> String {
    shape.map(String.init).joined(separator: "×")
  }
}

extension String {
  /// Whether the string ends in a colon and a number, as a channel in the option `--edit` does.
  var endsLikeChannel: Bool { contains(/:[0-9]+$/) }
}
