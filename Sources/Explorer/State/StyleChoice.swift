// SPDX-License-Identifier: MIT

/// A style picture and its weight in a mixture.
public struct StyleChoice: Equatable, Hashable, Sendable {
  /// The file.
  public var path: String
  /// The weight: divided by the sum of all in AdaIN, used as it is in CIN.
  public var weight: Double

  /// A style, by default of weight 1.
  public init(path: String, weight: Double = 1) {
    (self.path, self.weight) = (path, weight)
  }
}
