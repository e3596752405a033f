// SPDX-License-Identifier: MIT

/// Batches that were skipped because of uniform crops or unusable gradients (`GradientCheck`), and
/// the pictures that caused it. A skipped batch changes no parameter; the step uses the next batch.
public struct SkippedBatches: Equatable, Codable, Sendable {
  /// Number of skipped batches.
  public private(set) var count = 0
  /// Number of skipped batches that each picture caused, by the name of the picture set
  /// (`contents` or `styles`) and the picture's path relative to the deepest folder of the set.
  public private(set) var pictures: [String: [String: Int]] = [:]

  /// Number of skipped batches after which a picture is excluded from training.
  public static let exclusionLimit = 3

  /// Number of excluded pictures.
  public var excludedPictures: Int {
    pictures.values.joined().count { $0.value >= Self.exclusionLimit }
  }

  /// Whether all counts are within their supported ranges.
  var isValid: Bool { count >= 0 && pictures.values.joined().allSatisfy { $0.value >= 0 } }

  /// Counts a batch that was skipped because of some pictures, and returns those that had caused none before.
  mutating func add(_ causes: [BatchPicture]) -> [BatchPicture] {
    count += 1
    return causes.reduce(into: []) { new, picture in
      let old = pictures[picture.set]?[picture.name] ?? 0
      pictures[picture.set, default: [:]][picture.name] = old + 1
      if old == 0 { new.append(picture) }
    }
  }
}
