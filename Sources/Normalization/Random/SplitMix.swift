// SPDX-License-Identifier: MIT

/// Numbers that look random and are the same in every run (Steele, Lea & Flood 2014).
public struct SplitMix: RandomNumberGenerator, Equatable, Sendable {
  /// All that it remembers: a generator whose seed this is goes on with the same numbers.
  public private(set) var state: UInt64

  /// A generator; one seed, one sequence.
  public init(seed: UInt64) {
    state = seed
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
