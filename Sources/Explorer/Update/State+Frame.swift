// SPDX-License-Identifier: MIT

extension State {
  /// Takes in a frame unless a newer one is there already.
  mutating func receive(_ new: Frame) -> [Effect] {
    guard new.revision >= frame?.revision ?? 0 else { return [] }
    guard let report = new.report else { return goBack(new) }
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
    // The places of pictures may follow from the channels, which only the frame tells.
    let isMoved = new.revision == revision && PageLayout(self).boxes != boxes
    return applyPendingValues(new) + (isMoved ? recompute() : [])
  }

  /// What could not be computed is not kept: the last setup that worked comes back.
  private mutating func goBack(_ new: Frame) -> [Effect] {
    (isSlow, progress) = (false, nil)
    // With nothing to go back to, the sentence stands in the results' place.
    if frame == nil, settings == lastRenderedSettings {
      if new.revision == revision { problem = new.problem }
      return []
    }
    notice = new.problem
    guard new.revision == revision, settings != lastRenderedSettings else { return [] }
    bank = history.removeChanges(since: lastRenderedSettings)?.bank ?? bank
    settings = lastRenderedSettings
    pendingValues = []
    keepControlValid()
    revision += 1
    return [.compute(request(.fine))]
  }

  /// Turns typed values into edits once the frame that they relate to is there.
  private mutating func applyPendingValues(_ frame: Frame) -> [Effect] {
    guard frame.revision == revision, !pendingValues.isEmpty else { return [] }
    return recordingHistory { state in
      for value in state.pendingValues { state.apply(value) }
      state.pendingValues = []
      return state.recompute()
    }
  }

  private mutating func apply(_ value: TypedValue) {
    let indices = value.channels.index.map { [$0] } ?? Array(channels.indices)
    for index in indices where channels.indices ~= index {
      let base = channels[index].base
      var edit = settings.edit(of: index)
      if value.control == .beta {
        edit.offset = value.value - base.beta
      } else if base.gamma != 0 {
        edit.factor = value.value / base.gamma
      } else if value.value != 0 {
        notice = "\(glyphs.gamma) of \(channels[index].name) is 0: a factor cannot change it"
      }
      settings.setEdit(edit, of: index)
    }
  }
}
