// SPDX-License-Identifier: MIT

import Normalization
import Pictures

/// Everything that decides the result: what the command line of `apply` says, as a value.
public struct RenderSettings: Equatable, Sendable {
  /// What is normalized.
  public var input: Input
  /// The network that the picture goes through; nil for its own channels, or those of a tensor.
  public var network: NetworkSettings?
  /// The styles, at least one where a mode needs it.
  public var styles: [WeightedStyle]
  /// The other pictures of the batch that BN pools over.
  public var batch: [String]
  /// What is done to a picture's own channels, or a tensor's; its edits are those of `edits`.
  public private(set) var plain: SiteSettings
  /// The space whose channels are normalized.
  public var space: ColorSpace
  /// The style mix of AdaIN.
  public var alpha: Double
  /// Whose divisor and ε AdaIN follows.
  public var convention: Convention
  /// What was turned on a picture's own channels, for each space.
  public var edits: [ColorSpace: [Int: AffineEdit]]
  /// The same for the bare x̂, which starts unturned.
  public var bareEdits: [ColorSpace: [Int: AffineEdit]] = [:]
  /// Whether the luma of the content, and of what it is pooled with, is equalized first.
  public var isEqualized = false
  /// Parameters in place of the photographs' deviation and mean, where a caller gives them.
  public var parameters: AffineParameters
  /// The longest side that pictures are worked at; nil for their own size.
  public var size: Int?
  /// The longest side of style pictures within a network; nil for `size`.
  public var styleSize: Int?

  /// The longest sides that pictures can be worked at.
  public static let sizes = 16...16_384

  /// A setup with the defaults of explorer and command line.
  public init(
    input: Input, styles: [WeightedStyle] = [], batch: [String] = [], mode: Mode = .adaptive
  ) {
    (self.input, self.styles, self.batch) = (input, styles, batch)
    plain = SiteSettings(mode: mode)
    (space, alpha, convention) = (.rgb, 1, .paper)
    (edits, parameters, size) = ([:], AffineParameters(), nil)
  }
}

extension RenderSettings {
  /// What is done at the site that is looked at. Of a picture's own channels without the edits.
  public var siteSettings: SiteSettings {
    get { network?.siteSettings ?? plain }
    set {
      if network == nil { plain = newValue } else { network?.siteSettings = newValue }
    }
  }

  /// The normalization.
  public var mode: Mode {
    get { siteSettings.mode }
    set { siteSettings.mode = newValue }
  }

  /// ε inside the root.
  public var epsilon: Double {
    get { siteSettings.epsilon }
    set { siteSettings.epsilon = newValue }
  }

  /// The groups of GN.
  public var groups: Int {
    get { siteSettings.groups }
    set { siteSettings.groups = newValue }
  }

  /// γ = 1 and β = 0 instead of parameters or style: the bare x̂.
  public var isBare: Bool {
    get { siteSettings.isBare }
    set { siteSettings.isBare = newValue }
  }

  /// Whether the channels are those of the picture itself.
  public var isPixels: Bool { input.isPicture && network == nil }

  /// Whether there is a picture of the result, and not channels alone.
  public var givesPicture: Bool { input.isPicture && network?.summary.givesPicture ?? true }

  /// Whether a row is looked up in the network's own table, rather than made of pictures.
  public var usesRows: Bool { !(network?.summary.rows.isEmpty ?? true) && mode != .adaptive }

  /// The styles that take part: the network's own, or pictures.
  public var mixed: [WeightedStyle] {
    get { usesRows ? network?.rows ?? [] : styles }
    set {
      if usesRows { network?.rows = newValue } else { styles = newValue }
    }
  }

  /// What was turned on a channel of the site, in the present space.
  public func edit(of channel: Int) -> AffineEdit {
    if let network { return network.siteSettings.edit(of: channel) }
    return (isBare ? bareEdits : edits)[space]?[channel] ?? AffineEdit()
  }

  /// Stores what was turned on a channel; nothing is kept of a neutral edit.
  public mutating func setEdit(_ edit: AffineEdit, of channel: Int) {
    guard network == nil else {
      network?.siteSettings.setEdit(edit, of: channel)
      return
    }
    let kept = edit.isNeutral ? nil : edit
    if isBare {
      bareEdits[space, default: [:]][channel] = kept
    } else {
      edits[space, default: [:]][channel] = kept
    }
  }
}
