// SPDX-License-Identifier: MIT

extension ExplorerState {
  /// Stores a frame unless it is older than the present one.
  mutating func receive(_ new: Frame) -> [Effect] {
    guard new.revision >= frame?.revision ?? 0 else { return [] }
    guard let report = new.report else { return restoreLastSettings(new) }
    let isCoarser = new.revision == frame?.revision && new.quality == .coarse
    if isCoarser && frame?.quality == .fine { return [] }
    let boxes = PageLayout(self).boxes
    (frame, problem) = (new, nil)
    lastRenderedSettings = new.settings
    if case .one(let index) = channel { channel = .one(min(index, report.channels.count - 1)) }
    (isSlow, progress) = (false, nil)
    if notice == nil, !report.warnings.isEmpty {
      notice = report.warnings.joined(separator: "; ")
    }
    // The boxes may depend on the channels, which are known only from the frame.
    let isMoved = new.revision == revision && PageLayout(self).boxes != boxes
    return applyPendingValues(new) + (isMoved ? recompute() : [])
  }

  /// Handles a frame without a report: restores the last settings that could be rendered.
  private mutating func restoreLastSettings(_ new: Frame) -> [Effect] {
    (isSlow, progress) = (false, nil)
    // With no earlier settings to restore, the error is shown in place of the results.
    if frame == nil, settings == lastRenderedSettings {
      if new.revision == revision { problem = new.problem }
      return []
    }
    guard new.revision == revision else { return [] }
    guard settings != lastRenderedSettings else {
      // If the restored settings fail, too, the notice says why they were restored.
      notice = notice ?? new.problem
      return []
    }
    notice = new.problem
    bank = history.removeChanges(since: lastRenderedSettings)?.bank ?? bank
    settings = lastRenderedSettings
    pendingEnteredValues = []
    keepControlValid()
    revision += 1
    return [.compute(request(.fine))]
  }

  /// Converts typed values to edits once the frame that they relate to has arrived.
  private mutating func applyPendingValues(_ frame: Frame) -> [Effect] {
    guard frame.revision == revision, !pendingEnteredValues.isEmpty else { return [] }
    return recordingHistory { state in
      for value in state.pendingEnteredValues { state.apply(value) }
      state.pendingEnteredValues = []
      return state.recompute()
    }
  }

  private mutating func apply(_ value: EnteredValue) {
    let indices = value.channels.index.map { [$0] } ?? Array(channels.indices)
    for index in indices where channels.indices ~= index {
      let base = channels[index].uneditedAffine
      var edit = settings.edit(of: index)
      if value.control == .beta {
        edit.offset = value.value - base.beta
      } else if base.gamma != 0 {
        edit.factor = value.value / base.gamma
      } else if value.value != 0 {
        notice =
          "\(glyphs.gamma) of \(channels[index].name) is 0, and 0 times any factor is 0; "
          + "change the style or the mode"
      }
      settings.setEdit(edit, of: index)
    }
  }
}
