// SPDX-License-Identifier: MIT

import Settings

/// State of the Compare page.
public struct ComparePageState: Equatable, Sendable {
  /// Mode of the row under the cursor.
  public var mode = NormalizationMode.batch
}

extension Keymap {
  static let compare = withCommon([
    Binding(
      "↑/↓", "row", "select a mode", rank: 1, [.up: .move(-1), .down: .move(1)]),
    adjust, nextControl, tenSteps,
    Binding("Enter", "use", "use the selected mode", rank: 2, [.enter: .accept]),
  ])
}

extension NormalizationMode {
  /// Modes shown on the Compare page.
  public static let comparePageModes: [NormalizationMode] = [
    .batch, .instance, .layer, .conditional, .adaptive,
  ]
}

extension ExplorerState {
  /// Handles an action of the Compare page; returns nil for an action that all pages share.
  mutating func performComparePage(_ action: Action) -> [Effect]? {
    switch action {
    case .move(let steps): return moveComparedMode(steps)
    case .accept: return use(comparePage.mode)
    default: return nil
    }
  }

  private mutating func moveComparedMode(_ transforms: Int) -> [Effect] {
    let all = NormalizationMode.comparePageModes
    let index = (all.firstIndex(of: comparePage.mode) ?? 0) + transforms
    comparePage.mode = all[max(0, min(all.count - 1, index))]
    return []
  }

  /// Moves the cursor of the Compare page to the current mode.
  mutating func selectUsedMode() {
    if NormalizationMode.comparePageModes.contains(settings.mode) {
      comparePage.mode = settings.mode
    }
  }

  /// Results of the modes on the Compare page; empty before the first frame.
  var comparisons: [Comparison] { frame?.report?.comparisons ?? [] }

  /// Returns the result of a mode on the Compare page.
  func comparison(of mode: NormalizationMode) -> Comparison? {
    comparisons.first { $0.mode == mode }
  }
}
