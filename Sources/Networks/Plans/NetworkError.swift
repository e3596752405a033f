// SPDX-License-Identifier: MIT

import FileIO
import Normalization

/// Why a network cannot be built or run.
public enum NetworkError: Error, Equatable, CustomStringConvertible {
  /// A tensor that the description names is not there.
  case missing(String)
  /// A tensor has other extents than the description says.
  case shape(String, expected: [Int], found: [Int])
  /// A tensor has a value that is NaN or ±∞.
  case notFinite(String)
  /// A running variance is below 0.
  case negative(String)
  /// Two neighbouring layers disagree about the channels.
  case channels(String, expected: Int, found: Int)
  /// A picture is too small for a layer.
  case tooSmall(String, Shape)
  /// A layer would give more than any memory holds.
  case tooLarge(rows: Int, columns: Int, channels: Int)
  /// What should be a picture has other sides than the picture that was given.
  case size(expected: Shape, found: Shape)
  /// A description of too many layers.
  case layers(Int)
  /// A layer has a number that none can have.
  case layer(String)
  /// Layers change the sides of a picture by more than a factor.
  case change(most: Int)
  /// What should be a picture has other than three channels.
  case picture(channels: Int)
  /// A site takes the style's moments of a level that has other channels, or is not there.
  case level(Int, site: String, expected: Int, found: Int?)
  /// oneDNN has no implementation of a layer.
  case unsupported(String)
  /// oneDNN failed to prepare or run a layer; nil before an implementation was chosen.
  case oneDNN(layer: String, implementation: String?, status: String)
  /// oneDNN is not installed.
  case noLibrary
  /// A line of a description says what nobody understands.
  case text(line: Int, String)

  /// One sentence.
  public var description: String {
    switch self {
    case .missing(let name): "the network has no tensor ‘\(name.printable)’"
    case .shape(let name, let expected, let found):
      "‘\(name.printable)’ should be \(Self.text(expected)) and is \(Self.text(found))"
    case .notFinite(let name): "‘\(name.printable)’ has a value that is NaN or infinite"
    case .negative(let name): "‘\(name.printable)’ has a variance below 0"
    case .channels(let name, let expected, let found):
      "‘\(name.printable)’ takes \(expected) channels and is given \(found)"
    case .tooSmall(let name, let shape): "\(shape) is too small for ‘\(name.printable)’"
    case .tooLarge(let rows, let columns, let channels):
      "a layer would give \(channels) channels of \(rows)×\(columns), which no memory holds"
    case .size(let expected, let found): "it gives \(found) where \(expected) is a picture"
    case .layers(let count): "it has \(count) layers; \(NetworkDescription.mostLayers) are the most"
    case .layer(let name): "‘\(name.printable)’ has a number that no layer can have"
    case .change(let most):
      "its layers change the sides of a picture by more than a factor of \(most)"
    case .picture(let channels): "it gives pictures of \(channels) channels; they need 3"
    case .level(let level, let site, let expected, let found):
      "‘\(site.printable)’ needs \(expected) channels of level \(level), which "
        + (found.map { "has \($0)" } ?? "is not there")
    case .unsupported(let name): "oneDNN has no convolution such as ‘\(name.printable)’"
    case .oneDNN(let layer, let implementation, let status):
      "oneDNN failed in ‘\(layer.printable)’\(implementation.map { " (\($0))" } ?? ""): \(status)"
    case .noLibrary: "networks need oneDNN: apt-get install libdnnl-dev"
    case .text(let line, let reason): "line \(line) of the description: \(reason.printable)"
    }
  }

  private static func text(_ shape: [Int]) -> String {
    shape.map(String.init).joined(separator: "×")
  }
}
