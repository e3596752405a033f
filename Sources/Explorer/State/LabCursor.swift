// SPDX-License-Identifier: MIT

/// What is looked at on the Lab page.
public struct LabCursor: Equatable, Sendable {
  /// The panel, counted from 0.
  public var panel = 0
  /// The training that a network is loaded from.
  public var norm = Lab.Norm.instance
  /// The steps of the network under the cursor; nil for the last.
  public var step: Int?
  /// Whether losses are on a logarithmic axis.
  public var isLogarithmic = false

  /// The first panel, and the network that was trained longest.
  public init() {}
}
