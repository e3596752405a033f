// SPDX-License-Identifier: MIT

import Settings

/// State of the Styles page.
public struct StylesPageState: Equatable, Sendable {
  /// Index of the style under the cursor. It may be out of range after a removal; use
  /// `ExplorerState.selectedStyle`.
  public var cursor = 0
  /// Training of a new style of the network; nil while none runs.
  public var learning: LearningProgress?
}

extension Keymap {
  static let styles = withCommon([
    Binding(
      "↑/↓", "style", "select a style", rank: 1,
      [.up: .move(-1), .down: .move(1), .home: .move(-1_000_000), .end: .move(1_000_000)]),
    Binding(
      "←/→", "weight", "change the weight of the style", rank: 1,
      [.left: .adjust(-1), .right: .adjust(1)]),
    tenSteps,
    Binding("Enter", "edit value", "type the weight", rank: 4, [.enter: .enterValue]),
    Binding(
      "Space", "toggle", "add the style to the mixture or remove it; o: use only this one", rank: 2,
      [.character(" "): .toggleStyle, .character("o"): .onlyStyle],
      commands: [
        ("add the style to the mixture or remove it", .toggleStyle),
        ("use only this style", .onlyStyle),
      ]),
    Binding(
      "a/d", "add, remove", "add pictures to the bank; remove one you added (n: rename)",
      rank: 3,
      [
        .character("a"): .addToBank, .character("d"): .removeFromBank, .character("n"): .rename,
      ],
      commands: [
        ("add pictures to the bank", .addToBank),
        ("remove the style from the bank", .removeFromBank),
        ("rename the style", .rename),
      ]),
    Binding(
      "L", "learn", "learn the style of a picture (Esc: stop and save)",
      rank: 4, [.character("L"): .learn, .escape: .stopLearning],
      commands: [
        ("learn the style of a picture", .learn),
        ("stop learning and save the style", .stopLearning),
      ]),
    Binding(
      "r", "reset", "reset the mixture (R: reset all edits)", rank: 5,
      [.character("r"): .resetStyles, .character("R"): .resetAll],
      commands: [("reset the mixture", .resetStyles), ("reset all edits", .resetAll)]),
  ])
}

extension ExplorerState {
  /// Handles an action of the Styles page; returns nil for an action that all pages share.
  mutating func performStylesPage(_ action: Action) -> [Effect]? {
    switch action {
    case .move(let steps): return selectStyle(stylesPage.cursor + steps)
    case .adjust(let steps): return adjustStyleWeight(steps)
    case .enterValue:
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
      settings.network?.styleMixture = NetworkSettings(network.summary).styleMixture
    } else {
      if settings.styles != initial.styles { addUnlistedStylesToBank() }
      settings.styles = initial.styles
    }
    if settings == before { return [] }
    keepControlValid()
    return recompute()
  }
}
