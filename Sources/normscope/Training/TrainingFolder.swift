// SPDX-License-Identifier: MIT

import Stylization
import Training

/// Pictures that a command names for training, some of them set aside.
struct TrainingFolder {
  let holdout: Holdout
  private let name: String

  /// Finds and divides the pictures of files, folders and patterns. - Throws: also for too few.
  init(_ paths: [String]) throws {
    holdout = try Holdout(FileList(paths).paths)
    name = Self.name(paths)
  }

  /// All of them.
  var paths: [String] { holdout.drawn + holdout.validation }

  /// What a record calls them: their last parts.
  static func name(_ paths: [String]) -> String {
    paths.map { $0.split(separator: "/").last.map(String.init) ?? $0 }.joined(separator: " ")
  }

  /// What a record says of it.
  var record: TrainingRecord.Folder {
    TrainingRecord.Folder(
      name: name, drawn: holdout.drawn.count, validation: holdout.validation.count)
  }

  /// The bytes of pictures that are kept.
  static var room: Int { min(1 << 30, MemoryBudget.bytes / 8) }

  /// Batches of those that are drawn.
  func batches(_ plan: TrainingPlan, seed: UInt64, changesColors: Bool = false) -> PictureBatches {
    let stock = PictureStock(holdout.drawn, room: Self.room) {
      StandardError.print("normscope: \($0)")
    }
    return PictureBatches(
      stock, count: plan.batch, size: plan.crop, changesColors: changesColors, seed: seed)
  }
}
