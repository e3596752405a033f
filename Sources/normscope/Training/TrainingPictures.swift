// SPDX-License-Identifier: MIT

import Assets
import FileIO
import Stylization
import Training

/// Pictures given on the command line, split into a training and a validation set.
struct TrainingPictures {
  let split: ValidationSplit
  private let name: String

  /// Expands files, folders and patterns, and splits the pictures.
  /// - Parameter option: the option that the paths were given to, for messages.
  /// - Throws: `UsageError` for a missing file or too few pictures, and the errors of `FileList`.
  init(_ paths: [String], option: String) throws {
    let pictures = try FileList(paths).paths
    if let missing = pictures.first(where: { FileKind($0) == .nothing }) {
      throw UsageError("\(option): cannot read ‘\(missing.printable)’: no such file or folder")
    }
    do { split = try ValidationSplit(pictures) } catch { throw UsageError("\(option): \(error)") }
    name = Self.name(paths)
  }

  /// All pictures.
  var paths: [String] { split.training + split.validation }

  /// Returns the name of a data set in training records: the last components of its paths, as valid
  /// UTF-8.
  static func name(_ paths: [String]) -> String {
    paths.map(\.lastPathComponent.wellFormed).joined(separator: " ")
  }

  /// The entry in the training record.
  var record: TrainingRecord.Dataset {
    TrainingRecord.Dataset(
      name: name, training: split.training.count, validation: split.validation.count)
  }

  /// Returns the pictures of `paths`, or the bundled photographs if `paths` is empty.
  /// - Throws: `UsageError` if there are none, and the errors of `FileList`.
  static func photographs(_ paths: [String]) throws -> [String] {
    let pictures = paths.isEmpty ? AssetFolder.photographs() : try FileList(paths).paths
    guard !pictures.isEmpty else {
      throw UsageError(
        paths.isEmpty
          ? "bundled photographs not found; reinstall NormScope, set NORMSCOPE_ASSETS, or give "
            + "photographs to --content" : "no pictures in --content \(name(paths).printable)")
    }
    return pictures
  }

  /// Memory limit of the picture cache in bytes.
  static var cacheBytes: Int { min(1 << 30, MemoryBudget.bytes / 8) }

  /// Returns batches of the training pictures.
  func batches(
    _ hyperparameters: Hyperparameters, seed: UInt64, jittersColors: Bool = false
  ) -> PictureBatches {
    let cache = TrainingPictureCache(split.training, byteLimit: Self.cacheBytes) {
      StandardError.report($0)
    }
    return PictureBatches(
      cache, count: hyperparameters.batchSize, size: hyperparameters.cropSize,
      jittersColors: jittersColors, seed: seed)
  }
}
