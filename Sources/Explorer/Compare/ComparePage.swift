// SPDX-License-Identifier: MIT

import Settings

/// State of the Compare page.
public struct ComparePageState: Equatable, Sendable {
  /// Mode of the row under the cursor.
  public var mode = Mode.batch
}

extension Keymap {
  static let compare = withCommon([
    Binding(
      "↑/↓", "row", "choose a mode's row", rank: 1, [.up: .move(-1), .down: .move(1)]),
    adjust, nextControl, tenSteps,
    Binding("Enter", "use", "go on with the mode of the row", rank: 2, [.enter: .accept]),
  ])
}

extension Mode {
  /// The modes that the Compare page shows at once.
  public static let compared: [Mode] = [.batch, .instance, .layer, .conditional, .adaptive]
}

extension State {
  /// Handles an action of the Compare page; nil for one that all pages share.
  mutating func performComparePage(_ action: Action) -> [Effect]? {
    switch action {
    case .move(let steps): return moveComparedMode(steps)
    case .accept: return use(comparePage.mode)
    default: return nil
    }
  }

  private mutating func moveComparedMode(_ steps: Int) -> [Effect] {
    let all = Mode.compared
    let index = (all.firstIndex(of: comparePage.mode) ?? 0) + steps
    comparePage.mode = all[max(0, min(all.count - 1, index))]
    return []
  }

  /// Moves the cursor of the Compare page to the mode in use.
  mutating func selectUsedMode() {
    if Mode.compared.contains(settings.mode) { comparePage.mode = settings.mode }
  }

  /// Results of the modes on the Compare page; empty before the first frame.
  var comparisons: [Comparison] { frame?.report?.comparisons ?? [] }

  /// The result of a mode on the Compare page.
  func comparison(of mode: Mode) -> Comparison? { comparisons.first { $0.mode == mode } }
}
