// SPDX-License-Identifier: MIT

import Settings

/// State of the Styles page.
public struct StylesPageState: Equatable, Sendable {
  /// Index of the style under the cursor. May be too large after a removal; see
  /// `State.selectedStyle`.
  public var cursor = 0
  /// Training of a new style of the network; nil while none runs.
  public var learning: LearningProgress?
}

extension Keymap {
  static let styles = withCommon([
    Binding(
      "↑/↓", "style", "choose a style of the bank", rank: 1,
      [.up: .move(-1), .down: .move(1), .home: .move(-1_000_000), .end: .move(1_000_000)]),
    Binding(
      "←/→", "weight", "turn the weight of the style", rank: 1,
      [.left: .adjust(-1), .right: .adjust(1)]),
    tenSteps,
    Binding("Enter", "type", "type the weight", rank: 4, [.enter: .type]),
    Binding(
      "Space", "in/out", "the style into the mixture or out of it; o: this one alone", rank: 2,
      [.character(" "): .toggleStyle, .character("o"): .onlyStyle],
      commands: [
        ("the style into the mixture or out", .toggleStyle), ("only this style", .onlyStyle),
      ]),
    Binding(
      "a/d", "add, remove", "add pictures to the bank; take one of yours away (n: another name)",
      rank: 3,
      [
        .character("a"): .addToBank, .character("d"): .removeFromBank, .character("n"): .rename,
      ],
      commands: [
        ("add pictures to the bank", .addToBank),
        ("take the style out of the bank", .removeFromBank),
        ("give the style another name", .rename),
      ]),
    Binding(
      "L", "learn", "teach the network the style of a picture (Esc: end that, and keep it)",
      rank: 4, [.character("L"): .learn, .escape: .stopLearning],
      commands: [
        ("teach the network the style of a picture", .learn),
        ("end the learning, and keep the style", .stopLearning),
      ]),
    Binding(
      "r", "reset", "the mixture as it was at the start (R: everything turned)", rank: 5,
      [.character("r"): .resetStyles, .character("R"): .resetAll],
      commands: [("the mixture as at the start", .resetStyles), ("reset everything", .resetAll)]),
  ])
}

extension State {
  /// Handles an action of the Styles page; nil for one that all pages share.
  mutating func performStylesPage(_ action: Action) -> [Effect]? {
    switch action {
    case .move(let steps): return selectStyle(stylesPage.cursor + steps)
    case .adjust(let steps): return adjustStyleWeight(steps)
    case .type:
      overlay = .entry("")
      return []
    case .toggleStyle: return toggleStyle()
    case .onlyStyle: return useOnlyStyle()
    case .addToBank: return addToBank()
    case .removeFromBank: return removeFromBank()
    case .rename: return startNaming()
    case .resetStyles: return resetStyles()
    case .stopLearning: return stopLearning()
    default: return nil
    }
  }

  private mutating func resetStyles() -> [Effect] {
    let before = settings
    if let network = settings.network, settings.usesRows {
      settings.network?.rows = NetworkSettings(network.summary).rows
    } else {
      if settings.styles != initial.styles { addUnlistedStylesToBank() }
      settings.styles = initial.styles
    }
    if settings == before { return [] }
    keepControlValid()
    return recompute()
  }
}
