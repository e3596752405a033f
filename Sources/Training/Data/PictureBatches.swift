// SPDX-License-Identifier: MIT

import Normalization
import Pictures

/// Batches of random square crops of pictures. The same seed gives the same sequence.
public struct PictureBatches {
  /// Pictures per batch, N.
  public let count: Int
  /// Side of the crops in pixels.
  public let size: Int
  /// Random number generator. Restoring its state continues the sequence.
  public var random: SplitMix
  /// Pictures of the last batch.
  private(set) var lastPictures: [BatchPicture] = []
  private var pictures: TrainingPictureCache
  private let scales: ClosedRange<Double>
  private let jittersColors: Bool
  private let transform: (Picture) throws -> Picture

  /// Batches of crops of cached pictures. In the source picture, the side of a crop is `size` times
  /// a random value of `scales`.
  /// - Parameters:
  ///   - jittersColors: whether `ColorJitter` is applied to each crop.
  ///   - transform: applied to each crop before mirroring; must preserve its size.
  /// - Precondition: count and size are positive, scales are at least 1.
  public init(
    _ pictures: TrainingPictureCache, count: Int, size: Int, scales: ClosedRange<Double> = 1...1.8,
    jittersColors: Bool = false, seed: UInt64,
    transform: @escaping (Picture) throws -> Picture = { $0 }
  ) {
    precondition(count > 0 && size > 0, "\(count) pictures of \(size) pixels")
    precondition(scales.lowerBound >= 1, "scales \(scales)")
    (self.pictures, self.count, self.size, self.scales) = (pictures, count, size, scales)
    (self.jittersColors, self.transform, random) = (jittersColors, transform, SplitMix(seed: seed))
  }

  /// Maximum number of crops that are drawn in place of uniform ones.
  private static let maximumRedraws = 8

  /// Sets how many skipped batches each picture caused, by its name. Uniform crops of such a
  /// picture are drawn again; after `SkippedBatches.exclusionLimit` batches it is excluded.
  mutating func setSkipCounts(_ counts: [String: Int]) { pictures.skipCounts = counts }

  /// Shape of a batch: N × 3 × size × size.
  public var shape: Shape { Shape(count, 3, size, size) }

  /// Returns the next batch, N × 3 × size × size, RGB in 0…1.
  /// - Parameter set: name of the picture set in `lastPictures`.
  /// - Throws: `TrainingError.noReadablePicture`, `TrainingError.noUsablePicture`, and the errors of
  ///   `transform`.
  public mutating func next(of set: String = "") throws -> Tensor<Float> {
    lastPictures = []
    var values: [Float] = []
    values.reserveCapacity(count * 3 * size * size)
    for _ in 0..<count { values += try nextCrop(of: set) }
    return Tensor(shape, elements: values)
  }

  private mutating func nextCrop(of set: String) throws -> [Float] {
    let (name, picture) = try pictures.randomPicture(using: &random)
    var (crop, square) = try randomCrop(of: picture)
    var redraws = pictures.skipCounts[name] == nil ? 0 : Self.maximumRedraws
    while square.isUniform && redraws > 0 {
      (crop, square) = try randomCrop(of: picture)
      redraws -= 1
    }
    lastPictures.append(BatchPicture(set: set, name: name, isUniform: square.isUniform))
    let values = crop.values(of: square)
    return jittersColors ? ColorJitter(&random).applied(to: values) : values
  }

  private mutating func randomCrop(of picture: Picture) throws -> (RandomCrop, Picture) {
    let crop = RandomCrop(
      width: picture.width, height: picture.height, size: size, scales: scales, &random)
    return (crop, try transform(crop.square(of: picture, size: size)))
  }
}

extension Picture {
  /// Whether all pixels have the same color.
  fileprivate var isUniform: Bool {
    stride(from: 0, to: pixels.count, by: 4).allSatisfy {
      pixels[$0] == pixels[0] && pixels[$0 + 1] == pixels[1] && pixels[$0 + 2] == pixels[2]
    }
  }
}
