// SPDX-License-Identifier: MIT

/// A place where a network normalizes.
public struct Site: Hashable, Sendable {
  /// Where its γ and β come from when nobody chooses another normalization.
  public enum Source: Hashable, Sendable {
    /// The moments of the style picture at a level of the encoder.
    case style(level: Int)
    /// γ and β [C], or [S, C] of which the first row is taken, with the picture's own moments.
    case instance(gamma: String, beta: String)
    /// γ and β [C] with running moments.
    case batch(gamma: String, beta: String, mean: String, variance: String)
    /// Nothing is normalized unless somebody asks for it.
    case none
  }

  /// What people and requests call it.
  public var name: String
  /// C.
  public var channels: Int
  /// Where γ and β come from.
  public var source: Source
  /// ε inside the root.
  public var epsilon: Double

  /// Whether its γ and β are a style picture's.
  public var takesStyle: Bool { if case .style = source { true } else { false } }

  /// Whether it has running moments.
  public var hasRunning: Bool { if case .batch = source { true } else { false } }

  /// A site.
  public init(_ name: String, _ channels: Int, _ source: Source, epsilon: Double = 1e-5) {
    (self.name, self.channels, self.source, self.epsilon) = (name, channels, source, epsilon)
  }
}
