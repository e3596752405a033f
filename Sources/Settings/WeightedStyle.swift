// SPDX-License-Identifier: MIT

/// A style and its weight in a mixture.
public struct WeightedStyle: Equatable, Hashable, Sendable {
  /// The file of a picture; of a network's own style # and its number, which no absolute path is.
  public var path: String
  /// The weight: divided by the sum of all in AdaIN, used as it is in CIN.
  public var weight: Double

  /// A style picture, by default of weight 1.
  public init(path: String, weight: Double = 1) {
    (self.path, self.weight) = (path, weight)
  }

  /// A network's own style, by default of weight 1.
  public init(row: Int, weight: Double = 1) { self.init(path: "#\(row)", weight: weight) }

  /// The number of a network's own style; nil for a picture.
  public var row: Int? { path.hasPrefix("#") ? Int(path.dropFirst()) : nil }
}
