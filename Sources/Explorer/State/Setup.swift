// SPDX-License-Identifier: MIT

import Normalization
import Pictures

/// Everything that decides the result: what the command line of `apply` says, as a value.
public struct Setup: Equatable, Sendable {
  /// What is normalized.
  public var input: Input
  /// The styles, at least one where a mode needs it.
  public var styles: [StyleChoice]
  /// The other pictures of the batch that BN pools over.
  public var batch: [String]
  /// The normalization.
  public var mode: Mode
  /// The space whose channels are normalized.
  public var space: ColorSpace
  /// The style mix of AdaIN.
  public var alpha: Double
  /// ε inside the root.
  public var epsilon: Double
  /// The groups of GN.
  public var groups: Int
  /// Whose divisor and ε AdaIN follows.
  public var convention: Convention
  /// γ = 1 and β = 0 instead of parameters or style: the bare x̂.
  public var isBare: Bool
  /// What was turned, for each space, for each channel.
  public var edits: [ColorSpace: [Int: Edit]]
  /// The same for the bare x̂, which starts unturned.
  public var bareEdits: [ColorSpace: [Int: Edit]] = [:]
  /// Whether the luma of the content, and of what it is pooled with, is equalized first.
  public var isEqualized = false
  /// Parameters in place of the photographs' deviation and mean, where a caller gives them.
  public var parameters: GivenParameters
  /// The longest side that pictures are worked at; nil for their own size.
  public var size: Int?

  /// The longest sides that pictures can be worked at.
  public static let sizes = 16...16_384

  /// A setup with the defaults of explorer and command line.
  public init(
    input: Input, styles: [StyleChoice] = [], batch: [String] = [], mode: Mode = .adaptive
  ) {
    (self.input, self.styles, self.batch, self.mode) = (input, styles, batch, mode)
    (space, alpha, epsilon, groups, convention) = (.rgb, 1, 1e-5, 1, .paper)
    (isBare, edits, parameters, size) = (false, [:], GivenParameters(), nil)
  }

  /// What was turned on a channel in the present space.
  public func edit(of channel: Int) -> Edit {
    (isBare ? bareEdits : edits)[space]?[channel] ?? Edit()
  }

  /// Stores what was turned on a channel; nothing is kept of a neutral edit.
  public mutating func setEdit(_ edit: Edit, of channel: Int) {
    let kept = edit.isNeutral ? nil : edit
    if isBare {
      bareEdits[space, default: [:]][channel] = kept
    } else {
      edits[space, default: [:]][channel] = kept
    }
  }

  /// Whether any channel was turned in the present space.
  public var hasEdits: Bool { !(edits[space]?.isEmpty ?? true) }
}
