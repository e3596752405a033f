// SPDX-License-Identifier: MIT

import Normalization
import Pictures
import TestSupport
import Testing

@testable import Training

/// Batches of random crops, the picture cache and augmentation.
@Suite struct PictureBatchTests {
  private func batches(_ folder: PictureFolder, seed: UInt64 = 7, colors: Bool = false)
    -> PictureBatches
  {
    PictureBatches(
      TrainingPictureCache(folder.paths) { _ in }, count: 3, size: 8, jittersColors: colors,
      seed: seed)
  }

  @Test(arguments: [false, true]) func theSameSeedGivesTheSameSequence(colors: Bool) throws {
    let folder = try PictureFolder(9)
    var (one, same) = (batches(folder, colors: colors), batches(folder, colors: colors))
    var other = batches(folder, seed: 8, colors: colors)
    let first = try (0..<4).map { _ in try one.next() }
    #expect(try (0..<4).map { _ in try same.next() } == first)
    #expect(try (0..<4).map { _ in try other.next() } != first)
  }

  @Test func restoredGeneratorsContinueTheSequence() throws {
    let folder = try PictureFolder(9)
    var (one, other) = (batches(folder), batches(folder, seed: 1))
    _ = try one.next()
    other.random = SplitMix(seed: one.random.state)
    #expect(try one.next() == other.next())
  }

  @Test func everyPictureIsUsed() throws {
    let folder = try PictureFolder(9)
    var batches = batches(folder)
    // The probability that 300 draws miss a picture is (8/9)³⁰⁰ = 4e-16.
    let levels = try (0..<100).flatMap { _ -> [Int] in
      let batch = try batches.next()
      return (0..<3).map { Int((batch[$0, 0, 0, 0] * 255).rounded()) }
    }
    #expect(Set(levels) == Set((0..<9).map { 10 * $0 }))
  }

  @Test func transformsApplyToCrops() throws {
    let folder = try PictureFolder(2, side: 24, isNoise: true)
    let cache = TrainingPictureCache(folder.paths) { _ in }
    var plain = PictureBatches(cache, count: 1, size: 8, seed: 5)
    var equalized = PictureBatches(cache, count: 1, size: 8, seed: 5) { $0.equalized() }
    for _ in 0..<8 {
      let square = ColorSpace.rgb.picture(from: try plain.next()).picture
      #expect(try equalized.next() == ColorSpace.rgb.tensor(of: square.equalized()))
    }
  }

  @Test func unreadablePicturesAreReportedOnceAndSkipped() throws {
    let folder = try PictureFolder(3)
    var warnings: [String] = []
    var random = SplitMix(seed: 3)
    // With a limit of 0 bytes nothing is cached.
    var cache = TrainingPictureCache(folder.paths, byteLimit: 0) { warnings.append($0) }
    try folder.remove(1)
    let drawn = try (0..<60).map { _ in
      Int(try cache.randomPicture(using: &random).picture.pixels[0])
    }
    #expect(Set(drawn) == [0, 20])
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains("No such file") == true)
  }

  @Test func cachedPicturesAreNotReadAgain() throws {
    let folder = try PictureFolder(2)
    var random = SplitMix(seed: 3)
    var cache = TrainingPictureCache(folder.paths) { Issue.record("\($0)") }
    for _ in 0..<40 { _ = try cache.randomPicture(using: &random) }
    try folder.remove(0)
    for _ in 0..<40 { _ = try cache.randomPicture(using: &random) }
  }

  @Test func foldersWithoutAReadablePictureAreAnError() throws {
    let folder = try PictureFolder(2)
    try folder.remove(0)
    try folder.remove(1)
    var (random, cache) = (SplitMix(seed: 3), TrainingPictureCache(folder.paths) { _ in })
    #expect(throws: TrainingError.self) { try cache.randomPicture(using: &random) }
  }

  @Test func cropsLieInsideThePicture() {
    var random = SplitMix(seed: 1)
    for (width, height) in [(1, 1), (8, 5), (40, 30), (1000, 20)] {
      for _ in 0..<200 {
        let crop = RandomCrop(width: width, height: height, size: 16, scales: 1...1.8, &random)
        #expect(crop.left >= 0 && crop.left + crop.side <= width)
        #expect(crop.top >= 0 && crop.top + crop.side <= height)
        #expect(crop.side == min(width, height) || 16...28 ~= crop.side)
      }
    }
  }

  @Test func mirroredCropsHaveReversedRows() {
    let picture = Picture.noise(width: 20, height: 20, seed: 1)
    var random = SplitMix(seed: 2)
    let crops = (0..<50).map { _ in
      RandomCrop(width: 20, height: 20, size: 20, scales: 1...1, &random)
    }
    let (plain, mirrored) = (crops.first { !$0.isMirrored }, crops.first(where: \.isMirrored))
    let rows = plain.map { $0.values(of: $0.square(of: picture, size: 20)) }
    let back = mirrored.map { $0.values(of: $0.square(of: picture, size: 20)) }
    #expect(rows == ColorSpace.rgb.tensor(of: picture).elements)
    for row in 0..<60 {
      let line = row * 20..<row * 20 + 20
      #expect(rows?[line].reversed() == back.map { Array($0[line]) })
    }
  }

  @Test func jitterStaysInRangeAndPreservesTheMeanWithoutShifts() {
    var random = SplitMix(seed: 4)
    for _ in 0..<20 {
      var jitter = ColorJitter(&random)
      #expect(jitter.order.sorted() == [0, 1, 2])
      let wide = jitter.applied(to: (0..<48).map { Float($0) / 47 })
      #expect(wide.allSatisfy { 0...1 ~= $0 })
      jitter.shifts = [0, 0, 0]
      // In 0.4…0.6 nothing is clamped; a mean of 48 values has at most 48 rounding errors.
      let mean = jitter.applied(to: (0..<48).map { 0.4 + 0.2 * Float($0) / 47 }).reduce(0, +) / 48
      #expect(abs(mean - 0.5) < 48 * 0x1p-24)
    }
  }
}
