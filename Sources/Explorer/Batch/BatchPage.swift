// SPDX-License-Identifier: MIT

/// The pictures that batch normalization pools over.
extension State {
  /// How many there are, the content among them.
  var batchCount: Int {
    settings.input.isPicture ? settings.batch.count + 1 : max(1, frame?.report?.pictures ?? 1)
  }

  /// The picture under the cursor, counted from 0.
  var batchPlace: Int { max(0, min(batchCursor, batchCount - 1)) }

  /// Puts the cursor on a picture; where the thumbnails scroll, others are to be made.
  mutating func chooseBatchPicture(_ place: Int) -> [Effect] {
    let before = PageLayout(self).boxes
    batchCursor = max(0, min(batchCount - 1, place))
    return PageLayout(self).boxes == before ? [] : recompute()
  }

  mutating func addToBatch() -> [Effect] {
    guard settings.input.isPicture else { return refuseBatchOfTensor() }
    return open(FileChooser(purpose: .batch), at: settings.batch.last ?? settings.input.path)
  }

  /// Adds the pictures that are not in the batch yet.
  mutating func add(toBatch paths: [String]) {
    let new = paths.filter { $0 != settings.input.path && !settings.batch.contains($0) }
    if new.count < paths.count { notice = "what was in the batch already is not added again" }
    let room = max(0, Self.batchLimit - settings.batch.count)
    if new.count > room { notice = "a batch has \(Self.batchLimit + 1) pictures at the most" }
    settings.batch += new.prefix(room)
    batchCursor = settings.batch.count
  }

  /// More would be read again and again.
  private static let batchLimit = 63

  mutating func removeFromBatch() -> [Effect] {
    guard settings.input.isPicture else { return refuseBatchOfTensor() }
    guard batchPlace > 0 else {
      notice = "the content stays; c chooses another"
      return []
    }
    batchCursor = batchPlace
    settings.batch.remove(at: batchCursor - 1)
    return recompute()
  }

  mutating func resetBatch() -> [Effect] {
    guard settings.input.isPicture else { return refuseBatchOfTensor() }
    if settings.batch == initial.batch { return [] }
    settings.batch = initial.batch
    notice = "the batch is as it was"
    return recompute()
  }

  private mutating func refuseBatchOfTensor() -> [Effect] {
    notice = "a tensor's batch is what its file holds"
    return []
  }

  /// Marks the file under the cursor, or takes its mark away, and goes on to the next line.
  mutating func mark(_ chooser: FileChooser) -> [Effect] {
    var chooser = chooser
    guard chooser.takesSeveral, let path = chooser.candidate else { return [] }
    if let place = chooser.marked.firstIndex(of: path) {
      chooser.marked.remove(at: place)
    } else {
      chooser.marked.append(path)
    }
    overlay = .chooser(chooser)
    return performChooser(.move(1), chooser)
  }
}
