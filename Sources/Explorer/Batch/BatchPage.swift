// SPDX-License-Identifier: MIT

import Settings

/// State of the Batch page.
public struct BatchPageState: Equatable, Sendable {
  /// Index of the picture under the cursor: 0 is the content. It may be out of range after a
  /// removal; use `ExplorerState.batchIndex`.
  public var cursor = 0
}

extension Keymap {
  static let batch = withCommon([
    Binding(
      "↑/↓", "picture", "select a picture of the batch", rank: 1,
      [.up: .move(-1), .down: .move(1), .home: .move(-1_000_000), .end: .move(1_000_000)]),
    Binding(
      "a/d", "add, remove", "add pictures to the batch; remove the selected one", rank: 2,
      [.character("a"): .addToBatch, .character("d"): .removeFromBatch],
      commands: [
        ("add pictures to the batch", .addToBatch), ("remove the picture", .removeFromBatch),
      ]),
    Binding(
      "r", "reset batch", "reset the batch (R: reset all edits)", rank: 5,
      [.character("r"): .resetBatch, .character("R"): .resetAll],
      commands: [("reset the batch", .resetBatch), ("reset all edits", .resetAll)]),
    Binding(
      ",/.", "channel", "previous and next channel; ]/[ ten forward or back", rank: 6,
      [
        .character(","): .channel(-1), .character("."): .channel(1), .character("]"): .channel(10),
        .character("["): .channel(-10),
      ]),
    adjust, nextControl, tenSteps,
  ])
}

extension NormalizationMode {
  /// The modes whose spread the Batch page shows.
  public static let batchPageModes: [NormalizationMode] = comparePageModes + [.group]
}

extension ExplorerState {
  /// Handles an action of the Batch page; returns nil for an action that all pages share.
  mutating func performBatchPage(_ action: Action) -> [Effect]? {
    switch action {
    case .move(let steps): return selectBatchPicture(batchIndex + steps)
    case .addToBatch: return addToBatch()
    case .removeFromBatch: return removeFromBatch()
    case .resetBatch: return resetBatch()
    default: return nil
    }
  }

  /// Number of pictures in the batch, including the content.
  var batchCount: Int {
    settings.input.isPicture ? settings.batch.count + 1 : max(1, frame?.report?.pictures ?? 1)
  }

  /// Index of the picture under the cursor: 0 is the content.
  var batchIndex: Int { max(0, min(batchPage.cursor, batchCount - 1)) }

  /// Moves the cursor to a picture and requests a frame if other thumbnails scroll into view.
  mutating func selectBatchPicture(_ index: Int) -> [Effect] {
    let before = PageLayout(self).boxes
    batchPage.cursor = max(0, min(batchCount - 1, index))
    return PageLayout(self).boxes == before ? [] : recompute()
  }

  private mutating func addToBatch() -> [Effect] {
    guard settings.input.isPicture else { return refuseBatchOfTensor() }
    return open(FileChooser(purpose: .batch), at: settings.batch.last ?? settings.input.path)
  }

  /// Adds the pictures that are not in the batch yet.
  mutating func add(toBatch paths: [String]) {
    let new = paths.filter { $0 != settings.input.path && !settings.batch.contains($0) }
    if new.count < paths.count { notice = "pictures already in the batch were skipped" }
    let room = max(0, Self.batchLimit - settings.batch.count)
    if new.count > room {
      notice = "a batch has at most \(Self.batchLimit + 1) pictures; \(new.count - room) not added"
    }
    settings.batch += new.prefix(room)
    batchPage.cursor = settings.batch.count
  }

  /// Removes pictures that are in the batch already under another path.
  mutating func remove(fromBatch paths: [String]) -> [Effect] {
    let rest = settings.batch.filter { !paths.contains($0) }
    guard rest.count < settings.batch.count else { return [] }
    settings.batch = rest
    batchPage.cursor = batchIndex
    notice = "pictures already in the batch were skipped"
    return recompute()
  }

  /// Maximum number of pictures besides the content. A larger batch exceeds the picture cache and
  /// would be decoded again for every frame.
  private static let batchLimit = 63

  private mutating func removeFromBatch() -> [Effect] {
    guard settings.input.isPicture else { return refuseBatchOfTensor() }
    guard batchIndex > 0 else {
      notice = "the content cannot be removed; c chooses another"
      return []
    }
    batchPage.cursor = batchIndex
    settings.batch.remove(at: batchPage.cursor - 1)
    return recompute()
  }

  private mutating func resetBatch() -> [Effect] {
    guard settings.input.isPicture else { return refuseBatchOfTensor() }
    if settings.batch == initial.batch { return [] }
    settings.batch = initial.batch
    notice = "batch reset"
    return recompute()
  }

  private mutating func refuseBatchOfTensor() -> [Effect] {
    notice = "the batch of a tensor is fixed by its file"
    return []
  }
}
