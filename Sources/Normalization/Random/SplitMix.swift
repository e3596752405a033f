// SPDX-License-Identifier: MIT

/// Pseudorandom number generator SplitMix64 (Steele, Lea & Flood 2014): the same sequence in every
/// run.
public struct SplitMix: RandomNumberGenerator, Equatable, Sendable {
  /// The state. A generator with this seed continues the sequence.
  public private(set) var state: UInt64

  /// Creates a generator; equal seeds produce equal sequences.
  public init(seed: UInt64) {
    state = seed
  }

  /// Returns the next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
