// SPDX-License-Identifier: MIT

import Normalization

/// What is done at one site: a normalization, and what was turned on it.
public struct SiteSettings: Equatable, Sendable {
  /// The normalization.
  public var mode: Mode
  /// ε inside the root.
  public var epsilon: Double
  /// The groups of GN.
  public var groups = 1
  /// γ = 1 and β = 0 instead of parameters or style: the bare x̂.
  public var isBare = false
  /// Whether BN takes the running moments of the file, rather than those of the batch.
  public var isRunning: Bool
  /// What was turned, for each channel.
  public var edits: [Int: AffineEdit] = [:]
  /// The same for the bare x̂, which starts unturned.
  public var bareEdits: [Int: AffineEdit] = [:]

  /// A normalization with nothing turned.
  public init(mode: Mode, epsilon: Double = 1e-5, isRunning: Bool = false) {
    (self.mode, self.epsilon, self.isRunning) = (mode, epsilon, isRunning)
  }

  /// What was turned on a channel.
  public func edit(of channel: Int) -> AffineEdit {
    (isBare ? bareEdits : edits)[channel] ?? AffineEdit()
  }

  /// Stores what was turned on a channel; nothing is kept of a neutral edit.
  public mutating func setEdit(_ edit: AffineEdit, of channel: Int) {
    let kept = edit.isNeutral ? nil : edit
    if isBare { bareEdits[channel] = kept } else { edits[channel] = kept }
  }

  /// The same with nothing turned on any channel.
  public var unturned: SiteSettings {
    var result = self
    (result.edits, result.bareEdits, result.isBare) = ([:], [:], false)
    return result
  }
}
