// SPDX-License-Identifier: MIT

import Normalization
import Settings

/// Undo and redo history: snapshots of the settings before and after the present ones.
///
/// The snapshots take at most `byteLimit` bytes by estimate; the oldest are dropped first.
public struct History: Equatable, Sendable {
  /// A snapshot to return to: the settings, the style bank and the cursor.
  public struct Snapshot: Equatable, Sendable {
    /// What was computed.
    public internal(set) var settings: RenderSettings
    /// Style bank.
    public let bank: [StyleBankEntry]
    /// The control under the cursor.
    public let control: Control
    /// The channels that the control acted on.
    public let channel: ChannelChoice
    /// Estimated memory in bytes.
    let byteCount: Int

    init(
      settings: RenderSettings, bank: [StyleBankEntry], control: Control, channel: ChannelChoice
    ) {
      (self.settings, self.bank) = (settings, bank)
      (self.control, self.channel) = (control, channel)
      byteCount =
        MemoryLayout<Self>.stride + settings.estimatedBytes
        + bank.reduce(0) { $0 + $1.estimatedBytes }
    }
  }

  /// Identifies a series of steps of one control, which is undone as one change.
  struct Adjustment: Equatable, Sendable {
    let control: Control
    let channel: ChannelChoice
  }

  private(set) var past: [Snapshot] = []
  private(set) var future: [Snapshot] = []
  private var adjustment: Adjustment?

  /// Maximum memory of all snapshots in bytes.
  static let byteLimit = 16 << 20

  /// Estimated memory of all snapshots in bytes.
  var byteCount: Int { (past + future).reduce(0) { $0 + $1.byteCount } }

  /// Whether there is something to undo.
  public var canUndo: Bool { !past.isEmpty }
  /// Whether there is something to redo.
  public var canRedo: Bool { !future.isEmpty }

  /// Records the snapshot before a change. Further steps of the same adjustment belong to the
  /// change that is already recorded.
  mutating func record(_ snapshot: Snapshot, adjustment: Adjustment?) {
    if adjustment == nil || adjustment != self.adjustment || past.isEmpty { past.append(snapshot) }
    self.adjustment = adjustment
    future = []
    dropOldest()
  }

  /// Drops the oldest snapshots until the rest fits the limit. The newest stays in any case, so
  /// that the last change can always be undone.
  private mutating func dropOldest() {
    var excess = byteCount - Self.byteLimit
    let count = past.dropLast().prefix { snapshot in
      defer { excess -= snapshot.byteCount }
      return excess > 0
    }.count
    past.removeFirst(count)
  }

  /// Returns the snapshot before the last change and makes `present` available to `redo`.
  mutating func undo(from present: Snapshot) -> Snapshot? {
    guard let snapshot = past.popLast() else { return nil }
    adjustment = nil
    future.append(present)
    return snapshot
  }

  /// Returns the snapshot after the change that was undone last.
  mutating func redo(from present: Snapshot) -> Snapshot? {
    guard let snapshot = future.popLast() else { return nil }
    adjustment = nil
    past.append(present)
    return snapshot
  }

  /// Ends the current adjustment: the next step of a control is a change of its own.
  mutating func endAdjustment() { adjustment = nil }

  /// Updates the summary of a network in all snapshots, after a style was added to it.
  mutating func adopt(_ network: NetworkSummary) {
    for index in past.indices { past[index].settings.adopt(network) }
    for index in future.indices { future[index].settings.adopt(network) }
  }

  /// Removes the changes after the last snapshot with the given settings, because their result
  /// could not be computed.
  /// - Returns: That snapshot; nil if there is none.
  @discardableResult
  mutating func removeChanges(since settings: RenderSettings) -> Snapshot? {
    adjustment = nil
    guard let index = past.lastIndex(where: { $0.settings == settings }) else { return nil }
    defer { past.removeSubrange(index...) }
    return past[index]
  }
}

extension ExplorerState {
  /// Snapshot of the present.
  var snapshot: History.Snapshot {
    History.Snapshot(settings: settings, bank: bank, control: control, channel: channel)
  }

  /// Runs `body` and records the snapshot before it if the settings or the bank changed.
  mutating func recordingHistory(_ body: (inout ExplorerState) -> [Effect]) -> [Effect] {
    let (before, depth) = (snapshot, (history.past.count, history.future.count))
    let effects = body(&self)
    let isUndoOrRedo = (history.past.count, history.future.count) != depth
    // Selecting another site does not change what is computed.
    let isChanged = !before.settings.isEquivalent(to: settings) || before.bank != bank
    if isChanged && !isUndoOrRedo { history.record(before, adjustment: adjustment(since: before)) }
    return effects
  }

  /// The adjustment that led from `before` to the present; nil unless only one slider moved.
  private func adjustment(since before: History.Snapshot) -> History.Adjustment? {
    guard control.isSlider, before.control == control, before.channel == channel,
      before.settings.withoutSliderValues == settings.withoutSliderValues
    else { return nil }
    return History.Adjustment(control: control, channel: channel)
  }

  mutating func undo() -> [Effect] {
    guard let snapshot = history.undo(from: snapshot) else {
      notice = "nothing to undo"
      return []
    }
    return restore(snapshot)
  }

  mutating func redo() -> [Effect] {
    guard let snapshot = history.redo(from: snapshot) else {
      notice = "nothing to redo"
      return []
    }
    return restore(snapshot)
  }

  private mutating func restore(_ snapshot: History.Snapshot) -> [Effect] {
    (settings, bank) = (snapshot.settings, snapshot.bank)
    (control, channel) = (snapshot.control, snapshot.channel)
    pendingEnteredValues = []
    keepControlValid()
    return recompute()
  }
}

extension RenderSettings {
  /// Estimated memory of the strings, arrays and dictionaries in bytes. Storage that several copies
  /// share is counted in each of them, so that the estimate is an upper bound.
  fileprivate var estimatedBytes: Int {
    let sites = network?.sites ?? []
    let edits =
      [edits, identityAffineEdits].flatMap(\.values)
      + sites.flatMap { [$0.edits, $0.identityAffineEdits] }
    // A dictionary's table is between 3/8 and 3/4 full.
    let bytesPerEdit = (MemoryLayout<Int>.stride + MemoryLayout<AffineEdit>.stride) * 8 / 3
    let strings = (styles + (network?.styleMixture ?? [])).map(\.path) + batch + [input.path]
    let parameters =
      (self.affineOverride.gamma ?? []).count + (self.affineOverride.beta ?? []).count
    return edits.reduce(0) { $0 + $1.count } * bytesPerEdit
      + sites.count * MemoryLayout<SiteSettings>.stride
      + strings.reduce(0) { $0 + $1.utf8.count + MemoryLayout<WeightedStyle>.stride }
      + parameters * MemoryLayout<Double>.stride
  }

  /// The settings with everything that sliders change set to fixed values.
  fileprivate var withoutSliderValues: RenderSettings {
    var fixed = self
    (fixed.siteSettings.epsilon, fixed.alpha) = (0, 1)
    (fixed.siteSettings.edits, fixed.siteSettings.identityAffineEdits) = ([:], [:])
    (fixed.edits, fixed.identityAffineEdits) = ([:], [:])
    fixed.styleMixture = styleMixture.map { WeightedStyle(path: $0.path) }
    return fixed
  }
}

extension StyleBankEntry {
  fileprivate var estimatedBytes: Int {
    MemoryLayout<Self>.stride + name.utf8.count + path.utf8.count
  }
}
