// SPDX-License-Identifier: MIT

/// A place where a network normalizes.
public struct Site: Hashable, Sendable {
  /// The source of γ and β if no other normalizer is set.
  public enum Source: Hashable, Sendable {
    /// Moments of the style picture at a level of the encoder.
    case style(level: Int)
    /// γ and β [C], or the first row of [S, C], with instance normalization.
    case instance(gamma: String, beta: String)
    /// γ and β [C], with batch normalization by running moments.
    case batch(gamma: String, beta: String, mean: String, variance: String)
    /// No normalization.
    case none
  }

  /// The name in requests and reports.
  public var name: String
  /// C.
  public var channels: Int
  /// The source of γ and β.
  public var source: Source
  /// ε inside the root.
  public var epsilon: Double

  /// Whether γ and β come from a style picture.
  public var takesStyle: Bool { if case .style = source { true } else { false } }

  /// Whether the network has running moments for it.
  public var hasRunningStatistics: Bool { if case .batch = source { true } else { false } }

  /// A site.
  public init(_ name: String, _ channels: Int, _ source: Source, epsilon: Double = 1e-5) {
    (self.name, self.channels, self.source, self.epsilon) = (name, channels, source, epsilon)
  }
}
