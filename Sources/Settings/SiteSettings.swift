// SPDX-License-Identifier: MIT

import Normalization

/// Settings of a site: normalization mode, ε, groups, and edits of γ and β.
public struct SiteSettings: Equatable, Sendable {
  /// Normalization mode.
  public var mode: NormalizationMode
  /// ε inside the root.
  public var epsilon: Double
  /// Number of groups of group normalization.
  public var groups = 1
  /// Whether γ = 1 and β = 0 before edits, so that the result is x̂.
  public var usesIdentityAffine = false
  /// Whether BN uses the running mean and variance of the file instead of those of the batch.
  public var usesRunningStatistics: Bool
  /// Edits by channel.
  public var edits: [Int: AffineEdit] = [:]
  /// Edits by channel that apply while `usesIdentityAffine`.
  public var identityAffineEdits: [Int: AffineEdit] = [:]

  /// Creates settings without edits.
  public init(mode: NormalizationMode, epsilon: Double = 1e-5, usesRunningStatistics: Bool = false)
  {
    (self.mode, self.epsilon, self.usesRunningStatistics) = (mode, epsilon, usesRunningStatistics)
  }

  /// Returns the edit of a channel.
  public func edit(of channel: Int) -> AffineEdit {
    (usesIdentityAffine ? identityAffineEdits : edits)[channel] ?? AffineEdit()
  }

  /// Stores the edit of a channel. A neutral edit is removed.
  public mutating func setEdit(_ edit: AffineEdit, of channel: Int) {
    let stored = edit.isNeutral ? nil : edit
    if usesIdentityAffine { identityAffineEdits[channel] = stored } else { edits[channel] = stored }
  }

  /// The same settings without edits and with `usesIdentityAffine` off.
  public var withoutEdits: SiteSettings {
    var result = self
    (result.edits, result.identityAffineEdits, result.usesIdentityAffine) = ([:], [:], false)
    return result
  }
}
