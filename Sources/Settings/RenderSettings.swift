// SPDX-License-Identifier: MIT

import Normalization
import Pictures

/// Everything that determines a result: the settings that options of `normscope apply` describe.
public struct RenderSettings: Equatable, Sendable {
  /// Picture or tensor that is normalized.
  public var input: Input
  /// Network that the picture passes through; nil for the one-site network: pixel space or a
  /// tensor.
  public var network: NetworkSettings?
  /// Style pictures; at least one where a mode needs it.
  public var styles: [WeightedStyle]
  /// Paths of the other pictures of the batch, which BN pools with the content.
  public var batch: [String]
  /// Site of pixel space or of a tensor, without edits: `edits` and `identityAffineEdits` contain
  /// those of each color space.
  public private(set) var oneSite: SiteSettings
  /// Color space whose channels are normalized in pixel space.
  public var space: ColorSpace
  /// Style mix α: 0 for the content's γ and β, 1 for the style's.
  public var alpha: Double
  /// Divisor and ε of AdaIN.
  public var convention: AdaINConvention
  /// Edits in pixel space, by color space and channel.
  public var edits: [ColorSpace: [Int: AffineEdit]]
  /// Edits that apply while `usesIdentityAffine`, by color space and channel.
  public var identityAffineEdits: [ColorSpace: [Int: AffineEdit]] = [:]
  /// Whether the luma of the content and of the batch is equalized first.
  public var isEqualized = false
  /// γ and β in pixel space, in place of the bundled photographs' deviation and mean.
  public var affineOverride: AffineOverride
  /// Longest side of pictures in pixels; nil for their original size.
  public var size: Int?
  /// Longest side of style pictures within a network; nil for `size`.
  public var styleSize: Int?

  /// Possible values of `size` and `styleSize`.
  public static let sizes = 16...16_384

  /// Settings with the defaults of the explorer and the command line.
  public init(
    input: Input, styles: [WeightedStyle] = [], batch: [String] = [],
    mode: NormalizationMode = .adaptive
  ) {
    (self.input, self.styles, self.batch) = (input, styles, batch)
    oneSite = SiteSettings(mode: mode)
    (space, alpha, convention) = (.rgb, 1, .paper)
    (edits, affineOverride, size) = ([:], AffineOverride(), nil)
  }
}

extension RenderSettings {
  /// Settings of every site: those of the network, or of the one site of pixel space or a tensor.
  public var sites: [SiteSettings] {
    if let network { return network.sites }
    var site = oneSite
    (site.edits, site.identityAffineEdits) = (
      edits[space] ?? [:], identityAffineEdits[space] ?? [:]
    )
    return [site]
  }

  /// Index of the selected site.
  public var selectedSite: Int { network?.site ?? 0 }

  /// Whether a site pools its statistics over the batch.
  public var poolsBatch: Bool { sites.contains { $0.mode == .batch && !$0.usesRunningStatistics } }

  /// Whether a site takes γ and β from style pictures.
  public var takesStyle: Bool { network?.takesStyle ?? oneSite.mode.usesStyles }

  /// Settings of the selected site; those of pixel space without edits.
  public var siteSettings: SiteSettings {
    get { network?.siteSettings ?? oneSite }
    set {
      if network == nil { oneSite = newValue } else { network?.siteSettings = newValue }
    }
  }

  /// Normalization mode of the selected site.
  public var mode: NormalizationMode {
    get { siteSettings.mode }
    set { siteSettings.mode = newValue }
  }

  /// ε inside the root at the selected site.
  public var epsilon: Double {
    get { siteSettings.epsilon }
    set { siteSettings.epsilon = newValue }
  }

  /// Groups of group normalization at the selected site.
  public var groups: Int {
    get { siteSettings.groups }
    set { siteSettings.groups = newValue }
  }

  /// Whether γ = 1 and β = 0 before edits at the selected site, so that the result is x̂.
  public var usesIdentityAffine: Bool {
    get { siteSettings.usesIdentityAffine }
    set { siteSettings.usesIdentityAffine = newValue }
  }

  /// Whether the picture is normalized in pixel space.
  public var isPixels: Bool { input.isPicture && network == nil }

  /// Whether the result is a picture, rather than channels alone.
  public var givesPicture: Bool { input.isPicture && network?.summary.givesPicture ?? true }

  /// Whether γ and β are rows of the network's table, rather than moments of style pictures.
  public var usesRows: Bool { !(network?.summary.styleNames.isEmpty ?? true) && mode != .adaptive }

  /// Styles of the mixture: rows of the network, or pictures.
  public var styleMixture: [WeightedStyle] {
    get { usesRows ? network?.styleMixture ?? [] : styles }
    set {
      if usesRows { network?.styleMixture = newValue } else { styles = newValue }
    }
  }

  /// Returns the edit of a channel of the selected site, in the current color space.
  public func edit(of channel: Int) -> AffineEdit {
    if let network { return network.siteSettings.edit(of: channel) }
    return (usesIdentityAffine ? identityAffineEdits : edits)[space]?[channel] ?? AffineEdit()
  }

  /// Stores the edit of a channel of the selected site; a neutral edit is removed.
  public mutating func setEdit(_ edit: AffineEdit, of channel: Int) {
    // In place: a copy of the edits for each channel would be quadratic in their number.
    let site = selectedSite
    guard network == nil else {
      network?.sites[site].setEdit(edit, of: channel)
      return
    }
    let stored = edit.isNeutral ? nil : edit
    if usesIdentityAffine {
      identityAffineEdits[space, default: [:]][channel] = stored
    } else {
      edits[space, default: [:]][channel] = stored
    }
  }

  /// Changes the settings of a site, its edits included.
  public mutating func updateSite(_ index: Int, _ change: (inout SiteSettings) -> Void) {
    guard network == nil else {
      network?.updateSite(index, change)
      return
    }
    var site = sites[index]
    change(&site)
    (edits[space], identityAffineEdits[space]) = (
      site.edits.nilIfEmpty, site.identityAffineEdits.nilIfEmpty
    )
    oneSite = site.withoutEdits
    oneSite.usesIdentityAffine = site.usesIdentityAffine
  }

  /// Returns the same settings with another mode at the selected site.
  public func with(mode: NormalizationMode) -> RenderSettings {
    var settings = self
    settings.mode = mode
    return settings
  }
}

extension RenderSettings {
  /// Returns the same settings with absolute paths.
  /// - Parameter folder: folder that relative paths refer to.
  public func absolute(in folder: String) -> RenderSettings {
    func absolute(_ path: String) -> String {
      path.isEmpty || folder.isEmpty || path.hasPrefix("/")
        ? path : (folder == "/" ? "" : folder) + "/" + path
    }
    var result = self
    switch input {
    case .picture(let path): result.input = .picture(path: absolute(path))
    case .tensor(let path, let name, let index):
      result.input = .tensor(path: absolute(path), name: name, index: index)
    }
    for index in styles.indices { result.styles[index].path = absolute(styles[index].path) }
    result.batch = batch.map(absolute)
    return result
  }
}

extension Dictionary {
  fileprivate var nilIfEmpty: Self? { isEmpty ? nil : self }
}
