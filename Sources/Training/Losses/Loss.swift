// SPDX-License-Identifier: MIT

/// The value of a loss, and its gradient with respect to what it was computed from.
public struct Loss<Gradient> {
  /// L, not weighted.
  public let value: Double
  /// weight · dL/dx.
  public let gradient: Gradient
}
