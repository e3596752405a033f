// SPDX-License-Identifier: MIT

import Normalization

/// Why a network cannot be built or run.
public enum NetworkError: Error, Equatable, CustomStringConvertible {
  /// A tensor that the description names is not there.
  case missing(String)
  /// A tensor has other extents than the description says.
  case shape(String, expected: [Int], found: [Int])
  /// Two neighbouring layers disagree about the channels.
  case channels(String, expected: Int, found: Int)
  /// A picture is too small for a layer.
  case tooSmall(String, Shape)
  /// oneDNN has no such convolution.
  case unsupported(String)
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
    case .channels(let name, let expected, let found):
      "‘\(name.printable)’ takes \(expected) channels and is given \(found)"
    case .tooSmall(let name, let shape): "\(shape) is too small for ‘\(name.printable)’"
    case .unsupported(let name): "oneDNN has no convolution such as ‘\(name.printable)’"
    case .noLibrary: "networks need oneDNN: apt-get install libdnnl-dev"
    case .text(let line, let reason): "line \(line) of the description: \(reason.printable)"
    }
  }

  private static func text(_ shape: [Int]) -> String {
    shape.map(String.init).joined(separator: "×")
  }
}
