// SPDX-License-Identifier: MIT

import Pictures

/// Picture or tensor that is normalized.
public enum Input: Equatable, Hashable, Sendable {
  /// Picture, normalized in pixel space or within a network.
  case picture(path: String)
  /// User's tensor N × C × H × W, treated as a one-site network; `name` is that of the tensor in a
  /// file of several, and `index` the selected picture.
  case tensor(path: String, name: String? = nil, index: Int)

  /// Path of the file.
  public var path: String {
    switch self {
    case .picture(let path), .tensor(let path, _, _): path
    }
  }

  /// Name of the tensor in a file of several.
  public var tensorName: String? {
    if case .tensor(_, let name, _) = self { name } else { nil }
  }

  /// Returns the input with another selected picture. A picture is returned unchanged.
  public func selecting(picture index: Int) -> Input {
    switch self {
    case .picture: self
    case .tensor(let path, let name, _): .tensor(path: path, name: name, index: index)
    }
  }

  /// Whether the input is a picture.
  public var isPicture: Bool {
    if case .picture = self { true } else { false }
  }
}

/// Style and its weight in a mixture.
public struct WeightedStyle: Equatable, Hashable, Sendable {
  /// Path of a style picture; or # and the row index of a network's style, which is not an absolute
  /// path.
  public var path: String
  /// Weight: divided by the sum of all weights in AdaIN, used as given in CIN.
  public var weight: Double
  /// Name of the tensor in a file of several, for the style of a tensor.
  public var tensor: String?

  /// A style picture, or a tensor.
  public init(path: String, tensor: String? = nil, weight: Double = 1) {
    (self.path, self.tensor, self.weight) = (path, tensor, weight)
  }

  /// A style of the network.
  public init(row: Int, weight: Double = 1) { self.init(path: "#\(row)", weight: weight) }

  /// Row index of a network's style; nil for a style picture.
  public var row: Int? { path.hasPrefix("#") ? Int(path.dropFirst()) : nil }
}

/// γ and β given by the user: one value for all channels, or one per channel; nil for the default.
public struct AffineOverride: Equatable, Sendable {
  /// γ.
  public var gamma: [Double]?
  /// β.
  public var beta: [Double]?

  /// Creates parameters.
  public init(gamma: [Double]? = nil, beta: [Double]? = nil) {
    (self.gamma, self.beta) = (gamma, beta)
  }
}
