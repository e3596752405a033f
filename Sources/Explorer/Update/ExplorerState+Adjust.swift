// SPDX-License-Identifier: MIT

import Foundation
import Normalization
import Pictures
import Settings

extension ExplorerState {
  /// Changes a control by a number of steps and requests the result.
  mutating func adjust(_ control: Control, by steps: Int) -> [Effect] {
    let (before, channelBefore) = (settings, channel)
    switch control {
    case .network: adjustNetwork(steps)
    case .site: adjustSite(steps)
    case .mode:
      settings.mode = neighbor(of: settings.mode, steps.signum())
      selectUsedMode()
    case .moments: settings.siteSettings.usesRunningStatistics.toggle()
    case .convention: settings.convention = neighbor(of: settings.convention, steps.signum())
    case .space: settings.space = neighbor(of: settings.space, steps.signum())
    case .picture: adjustPicture(steps)
    case .channel: channel = channel(movedBy: steps)
    case .gamma: updateEdits { $0.factor = Slider.factor.stepped($0.factor, by: steps) }
    case .beta: adjustOffsets(steps)
    case .alpha: settings.alpha = Slider.alpha.stepped(settings.alpha, by: steps)
    case .weight(let index): adjustWeight(index, steps)
    case .epsilon: settings.epsilon = Slider.steppedEpsilon(settings.epsilon, by: steps)
    case .groups: adjustGroups(steps)
    }
    keepControlValid()
    return settings == before && channel == channelBefore ? [] : recompute()
  }

  /// Slider of β: 100 steps per unit of the channel.
  var offsetSlider: Slider { Slider(low: -unit, high: unit, step: unit / 100) }

  /// Magnitude of values at the site: 1 in RGB, 100 in Lab, about four standard deviations
  /// elsewhere.
  private var unit: Double {
    if settings.isPixels { return settings.space == .lab ? 100 : 1 }
    let deviations = selectedChannels.compactMap { index in
      channels.indices ~= index ? channels[index].content.moments.deviation : nil
    }
    let largest = deviations.filter(\.isFinite).max() ?? 1
    // Multiples of larger units overflow.
    return largest > 0 ? min(1e300, pow(10, log10(largest * 4).rounded())) : 1
  }

  mutating func updateEdits(_ change: (inout AffineEdit) -> Void) {
    for index in selectedChannels {
      var edit = settings.edit(of: index)
      change(&edit)
      settings.setEdit(edit, of: index)
    }
  }

  private mutating func adjustOffsets(_ steps: Int) {
    let slider = offsetSlider
    updateEdits { $0.offset = slider.stepped($0.offset, by: steps) }
  }

  private mutating func adjustPicture(_ steps: Int) {
    guard case .tensor(_, _, let index) = settings.input else { return }
    let last = max(0, (frame?.report?.pictures ?? 1) - 1)
    settings.input = settings.input.selecting(picture: max(0, min(last, index + steps)))
  }

  private mutating func adjustWeight(_ index: Int, _ steps: Int) {
    guard settings.styleMixture.indices ~= index else { return }
    let weight = Slider.alpha.stepped(settings.styleMixture[index].weight, by: steps)
    setWeight(weight, of: index)
  }

  /// Sets a weight unless the weights would sum to 0, because AdaIN divides by their sum.
  mutating func setWeight(_ weight: Double, of index: Int) {
    var styles = settings.styleMixture
    // The mixture may have become shorter while the slider is dragged.
    guard styles.indices ~= index else { return }
    styles[index].weight = weight
    guard !settings.normalizesWeights || abs(styles.map(\.weight).reduce(0, +)) > 1e-9 else {
      notice = "not changed: AdaIN divides by the sum of the weights, which would be 0"
      return
    }
    settings.styleMixture = styles
  }

  private mutating func adjustGroups(_ steps: Int) {
    let divisors = (1...max(1, channelCount)).filter { channelCount % $0 == 0 }
    guard let place = divisors.lastIndex(where: { $0 <= settings.groups }) else { return }
    settings.groups = divisors[max(0, min(divisors.count - 1, place + steps))]
  }

  /// The next mode that can be computed. Modes that need a style are skipped if there is none.
  private func neighbor(of mode: NormalizationMode, _ step: Int) -> NormalizationMode {
    var next = mode
    repeat {
      next = next.neighbor(step)
    } while next != mode && settings.lacksStyle(for: next)
    return next
  }

  private func neighbor<Choice: CaseIterable & Equatable>(
    of choice: Choice, _ step: Int
  ) -> Choice {
    let all = Array(Choice.allCases)
    let place = (all.firstIndex(of: choice) ?? 0) + step
    return all[(place + all.count) % all.count]
  }

  /// Resets a control.
  mutating func reset(_ control: Control) -> [Effect] {
    let before = settings
    switch control {
    case .gamma: updateEdits { $0.factor = 1 }
    case .beta: updateEdits { $0.offset = 0 }
    case .alpha: settings.alpha = initial.alpha
    case .epsilon: settings.epsilon = initialSiteSettings.epsilon
    case .moments:
      settings.siteSettings.usesRunningStatistics = initialSiteSettings.usesRunningStatistics
    case .weight(let index): setWeight(1, of: index)
    case .groups: settings.groups = initialSiteSettings.groups
    case .mode: settings.mode = initialSiteSettings.mode
    case .network:
      if settings.network?.summary != initial.network?.summary { use(initial.network) }
    case .site: setSite(0)
    case .space: settings.space = initial.space
    case .convention: settings.convention = initial.convention
    case .channel:
      channel = .all
      return recompute()
    case .picture: settings.input = settings.input.selecting(picture: 0)
    }
    keepControlValid()
    return settings == before ? [] : recompute()
  }
}
