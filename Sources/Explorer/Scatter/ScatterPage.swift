// SPDX-License-Identifier: MIT

/// State of the Scatter page.
public struct ScatterPageState: Equatable, Sendable {
  /// Whether the axis of the standard deviations is logarithmic.
  public var isLogarithmic = false
}

extension Keymap {
  static let scatter = withCommon([
    moveChannel, adjust, nextControl, tenSteps, channelPages,
    Binding(
      "l", "log σ", "logarithmic or linear axis of the deviations", rank: 2,
      [.character("l"): .logarithm]),
  ])
}

extension ExplorerState {
  /// Handles an action of the Scatter page; returns nil for an action that all pages share.
  mutating func performScatterPage(_ action: Action) -> [Effect]? {
    switch action {
    case .move(let steps): return selectChannel(movedBy: steps)
    case .logarithm:
      scatterPage.isLogarithmic.toggle()
      return []
    default: return nil
    }
  }

  /// Scale of the vertical axis.
  var deviationScale: Axis.Scale { scatterPage.isLogarithmic ? .logarithmic : .linear }
}
