// SPDX-License-Identifier: MIT

import FileIO
import Foundation

extension ControlLine {
  /// Name of the control.
  var label: String {
    let glyphs = state.glyphs
    return switch control {
    case .network: "network"
    case .site: "site"
    case .moments: "moments"
    case .mode: "mode"
    case .space: "space"
    case .picture: "picture"
    case .channel: "channel"
    case .gamma: glyphs.gamma
    case .beta: glyphs.beta
    case .alpha: glyphs.pick("α mix", "alpha")
    case .weight(let index): "weight \(index + 1)"
    case .epsilon: glyphs.epsilon
    case .convention: "variant"
    case .groups: "groups"
    }
  }

  /// Selected option, from the longest wording to the shortest; nil for sliders.
  var choice: [String]? {
    switch control {
    case .network: networkTexts
    case .site: siteTexts
    case .moments:
      [state.settings.siteSettings.usesRunningStatistics ? "stored in the file" : "of the batch"]
    case .mode: modeTexts
    case .space: [state.settings.space.name]
    case .picture: pictureText.map { [$0] }
    case .channel: [channelText]
    case .groups: ["\(state.settings.groups) of \(state.channelCount)"]
    case .convention: conventionTexts
    case .gamma, .beta, .alpha, .weight, .epsilon: nil
    }
  }

  private var networkTexts: [String] {
    guard let network = state.settings.network?.summary else { return ["pixels"] }
    let count = "\(network.sites.count) \(network.sites.count == 1 ? "site" : "sites")"
    return ["\(network.name.printable) · \(count)", network.name.printable]
  }

  private var siteTexts: [String] {
    guard let network = state.settings.network else { return [""] }
    let name = network.selectedSite.name.printable
    let place = "\(network.site + 1)/\(network.sites.count)"
    let channels = "\(network.selectedSite.channels) channels"
    return ["\(name) · \(place) · \(channels)", "\(name) · \(place)", name]
  }

  /// Name of the mode; if it differs from the network’s default, also the default.
  private var modeTexts: [String] {
    let mode = state.settings.mode
    let own = state.settings.network?.selectedSite.defaultMode
    let swapped = own.map { $0 == mode ? [] : ["\(mode.name) (replaces \($0.abbreviation))"] } ?? []
    return swapped + [mode.name, mode.abbreviation]
  }

  private var conventionTexts: [String] {
    let epsilon = state.glyphs.epsilon
    return switch state.settings.convention {
    case .paper: ["paper (n, \(epsilon) under both roots)", "paper"]
    case .official: ["official (n, \(epsilon) under the content's root)", "official"]
    case .pytorch: ["pytorch (n - 1, \(epsilon) under both roots)", "pytorch"]
    }
  }

  private var pictureText: String? {
    guard case .tensor(_, _, let index) = state.settings.input else { return nil }
    return "\(index) of 0–\(max(0, (state.frame?.report?.pictures ?? 1) - 1))"
  }

  private var channelText: String {
    guard let index = state.channel.index else { return "all \(state.channelCount)" }
    return state.channels.indices ~= index ? state.channels[index].name : "\(index)"
  }

  /// Value of a slider. γ and β include edits; they are shown if all selected channels agree.
  var value: String {
    switch control {
    case .gamma: common(state.effective.map(\.gamma))
    case .beta: common(state.effective.map(\.beta))
    case .alpha: String(format: "%.2f", state.settings.alpha)
    case .weight(let index): String(format: "%.2f", weight(index))
    case .epsilon: NumberFormat.tiny(state.settings.epsilon)
    default: ""
    }
  }

  private func weight(_ index: Int) -> Double {
    state.settings.styleMixture.indices ~= index ? state.settings.styleMixture[index].weight : 0
  }

  /// The value, or the edit if the channels have different values.
  var shortValue: String { value == Self.each ? note : value }

  private static let each = "varies"

  /// One number if all values agree.
  private func common(_ values: [Double]) -> String {
    guard let first = values.first else { return "" }
    return values.allSatisfy { abs($0 - first) <= 1e-12 * abs(first) }
      ? NumberFormat.plain(first) : Self.each
  }

  /// The edit, shown beside the track.
  var note: String {
    switch control {
    case .gamma: factorNote
    case .beta: offsetNote
    case .weight(let index) where state.settings.normalizesWeights: shareNote(index)
    default: ""
    }
  }

  private var factorNote: String {
    let factors = state.selectedChannels.map { state.settings.edit(of: $0).factor }
    guard let first = factors.first else { return "" }
    return factors.allSatisfy { $0 == first } ? String(format: "×%.2f", first) : "×varies"
  }

  private var offsetNote: String {
    let offsets = state.selectedChannels.map { state.settings.edit(of: $0).offset }
    guard let first = offsets.first else { return "" }
    let isLab = state.settings.space == .lab && state.settings.isPixels
    return offsets.allSatisfy { $0 == first }
      ? String(format: isLab ? "%+.1f" : "%+.2f", first) : "+varies"
  }

  private func shareNote(_ index: Int) -> String {
    let sum = state.settings.styleMixture.map(\.weight).reduce(0, +)
    return sum == 0 ? "" : String(format: "%.0f %%", weight(index) / sum * 100)
  }

  /// Whether the value was edited.
  var isEdited: Bool {
    let edits = state.selectedChannels.map { state.settings.edit(of: $0) }
    switch control {
    case .gamma: return edits.contains { $0.factor != 1 }
    case .beta: return edits.contains { $0.offset != 0 }
    default: return false
    }
  }

  /// Position of the value on its track, 0…1.
  var position: Double {
    let edits = state.selectedChannels.map { state.settings.edit(of: $0) }
    switch control {
    case .gamma: return Slider.factor.position(of: edits.first?.factor ?? 1)
    case .beta: return state.offsetSlider.position(of: edits.first?.offset ?? 0)
    case .alpha: return Slider.alpha.position(of: state.settings.alpha)
    case .weight(let index): return Slider.alpha.position(of: weight(index))
    case .epsilon: return Slider.position(ofEpsilon: state.settings.epsilon)
    default: return 0
    }
  }
}
