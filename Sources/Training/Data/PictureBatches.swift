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

  /// Shape of a batch: N × 3 × size × size.
  public var shape: Shape { Shape(count, 3, size, size) }

  /// Returns the next batch, N × 3 × size × size, RGB in 0…1.
  /// - Throws: `TrainingError.noReadablePicture`, and the errors of `transform`.
  public mutating func next() throws -> Tensor<Float> {
    var values: [Float] = []
    values.reserveCapacity(count * 3 * size * size)
    for _ in 0..<count { values += try nextCrop() }
    return Tensor(shape, elements: values)
  }

  private mutating func nextCrop() throws -> [Float] {
    let picture = try pictures.randomPicture(using: &random)
    let crop = RandomCrop(
      width: picture.width, height: picture.height, size: size, scales: scales, &random)
    let values = crop.values(of: try transform(crop.square(of: picture, size: size)))
    return jittersColors ? ColorJitter(&random).applied(to: values) : values
  }
}

/// Picture files that are decoded on first use and cached up to a memory limit.
///
/// A file that cannot be read is reported once and skipped from then on.
public struct TrainingPictureCache {
  private let longestSide: Int
  private let paths: [String]
  private let byteLimit: Int
  private let warn: (String) -> Void
  private var cached: [String: Picture] = [:]
  private var cachedBytes = 0
  private var unreadable: Set<String> = []

  /// A cache of picture files.
  /// - Parameters:
  ///   - byteLimit: memory limit; pictures beyond it are decoded on every use.
  ///   - longestSide: larger pictures are scaled down to this longest side, in pixels.
  ///   - warn: called with a message for each file that cannot be read.
  /// - Precondition: `paths` is not empty.
  public init(
    _ paths: [String], byteLimit: Int = 1 << 30, longestSide: Int = 768,
    warn: @escaping (String) -> Void
  ) {
    precondition(!paths.isEmpty, "a picture cache without pictures")
    (self.paths, self.byteLimit, self.longestSide) = (paths, byteLimit, longestSide)
    self.warn = warn
  }

  /// Returns a picture chosen with equal probability among the readable ones.
  /// - Throws: `TrainingError.noReadablePicture` if no file can be read.
  mutating func randomPicture(using random: inout SplitMix) throws(TrainingError) -> Picture {
    while true {
      let path = paths[Int.random(in: paths.indices, using: &random)]
      if unreadable.contains(path) { continue }
      do { return try picture(path) } catch {
        warn("\(error); training continues without it")
        unreadable.insert(path)
        if paths.allSatisfy(unreadable.contains) { throw .noReadablePicture(reason: "\(error)") }
      }
    }
  }

  private mutating func picture(_ path: String) throws -> Picture {
    if let picture = cached[path] { return picture }
    let picture = try PictureFile.read(path, fitting: longestSide).picture
    if cachedBytes + picture.pixels.count <= byteLimit {
      cached[path] = picture
      cachedBytes += picture.pixels.count
    }
    return picture
  }
}
