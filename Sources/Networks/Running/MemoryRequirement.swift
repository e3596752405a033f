// SPDX-License-Identifier: MIT

/// Bytes that a run needs, known before any of them is taken.
public struct MemoryRequirement: Equatable, Sendable {
  /// Activations that are kept before the sites.
  public let kept: Int
  /// Activations that make room for each other.
  public let working: Int
  /// What the largest convolution needs besides.
  public let scratchpad: Int
  /// Weights as the convolutions read them.
  public let weights: Int

  /// All of them.
  public var total: Int { kept + working + scratchpad + weights }
}
