// SPDX-License-Identifier: MIT

extension Keymap {
  static let preview = [moveControl, adjust, tenSteps] + common
}

extension ExplorerState {
  /// Handles an action of the Preview page; returns nil for an action that all pages share.
  mutating func performPreviewPage(_ action: Action) -> [Effect]? {
    guard case .move(let steps) = action else { return nil }
    return selectControl(movedBy: steps)
  }
}
