// SPDX-License-Identifier: MIT

import Normalization
import TestSupport
import Testing

@testable import Pictures

@Suite struct ColorSpaceTests {
  /// All colors with levels 0, 5, … 255: 52³ pixels, as 2704 × 52.
  private static let grid = Picture.painted(width: 52 * 52, height: 52) { x, y in
    (UInt8(5 * (x % 52)), UInt8(5 * (x / 52)), UInt8(5 * y))
  }

  /// The spaces that represent every color; lαβ has a lower bound.
  private static let lossless = ColorSpace.allCases.filter { $0 != .ruderman }

  @Test(arguments: lossless)
  func everyColorIsRestoredExactly(_ space: ColorSpace) {
    let rendering = space.picture(from: space.tensor(of: Self.grid))
    #expect(rendering.picture == Self.grid)
    #expect(rendering.clipped == 0)
  }

  @Test func labEqualsPublishedValues() {
    // Lindbloom's calculator, sRGB and D65 without adaptation, quoted to two decimals.
    let known: [((UInt8, UInt8, UInt8), [Float])] = [
      ((255, 0, 0), [53.24, 80.09, 67.20]), ((0, 255, 0), [87.73, -86.18, 83.18]),
      ((0, 0, 255), [32.30, 79.19, -107.86]), ((255, 255, 0), [97.14, -21.55, 94.48]),
      ((0, 255, 255), [91.11, -48.09, -14.13]), ((255, 0, 255), [60.32, 98.23, -60.82]),
      ((255, 255, 255), [100, 0, 0]), ((0, 0, 0), [0, 0, 0]), ((128, 128, 128), [53.59, 0, 0]),
    ]
    for (color, lab) in known {
      let tensor = ColorSpace.lab.tensor(of: .plain(width: 1, height: 1, color))
      for (value, expected) in zip(tensor.elements, lab) {
        #expect(abs(value - expected) <= 0.01, "\(color): \(tensor.elements)")
      }
    }
  }

  @Test func theMatrixEqualsThatOfTheStandard() {
    // IEC 61966-2-1 prints four decimals of XYZ; our columns are divided by the white point.
    let white = SIMD3(0.95047, 1, 1.08883)
    let printed = [
      SIMD3(0.4124, 0.2126, 0.0193), SIMD3(0.3576, 0.7152, 0.1192), SIMD3(0.1805, 0.0722, 0.9505),
    ]
    for (column, expected) in zip(CIELab.columns, printed) {
      let error = column * white - expected
      #expect((error * error).sum().squareRoot() < 3e-4)
    }
  }

  @Test func levelsAreTheNearestOfTheExactCurve() {
    var noise = SplitMix(seed: 1)
    var values = (0..<50_000).map { _ in Float.random(in: 0...1, using: &noise) }
    values += values.prefix(20_000).map { $0 * $0 * $0 }
    for threshold in SRGB.thresholds.dropLast() {
      values += [threshold.nextDown, threshold, threshold.nextUp]
    }
    values += [0, 1, Float(1).nextDown, .leastNonzeroMagnitude]
    let wrong = LevelTable.with { table in
      values.filter { value in
        let exact = 255 * SRGB.encoded(Double(value))
        // The two formulas of the standard differ by 1e-7 at their limit, so ties may round either
        // way.
        return abs(Double(table.level(value)) - exact) > 0.5 + 1e-6
      }
    }
    #expect(wrong.isEmpty)
  }

  @Test func noBinContainsTwoThresholds() {
    let bins = SRGB.thresholds.dropLast().map { ($0 * Float(SRGB.bins)).rounded() }
    #expect(zip(bins, bins.dropFirst()).allSatisfy { $0 < $1 })
    #expect(SRGB.thresholds.count == 256 && SRGB.candidates.count == 4097)
  }

  @Test func clippedValuesAreCountedPerChannel() {
    let shape = Shape(1, 3, 1, 3)
    let values: [Float] = [-0.5, 0.5, .nan, 1.5, 0.5, 1, 0.5, .infinity, 0.5]
    let rendering = ColorSpace.rgb.picture(from: Tensor(shape, elements: values))
    #expect(rendering.clipped == 4)
    #expect(rendering.picture.color(0, 0) == [0, 255, 128])
    #expect(rendering.picture.color(1, 0) == [128, 128, 255])
    #expect(rendering.picture.color(2, 0) == [0, 255, 128])
  }

  @Test(arguments: ColorSpace.allCases)
  func nanIsRenderedBlackAndCounted(_ space: ColorSpace) {
    let nan = Tensor<Float>(Shape(1, 3, 3, 5), repeating: .nan)
    let rendering = space.picture(from: nan)
    #expect(
      rendering == ClippedPicture(picture: .plain(width: 5, height: 3, (0, 0, 0)), clipped: 45))
  }

  @Test(arguments: lossless)
  func roundingErrorsAreNotCountedAsClipping(_ space: ColorSpace) {
    for color: (UInt8, UInt8, UInt8) in [(255, 255, 255), (255, 0, 0), (0, 0, 255), (0, 0, 0)] {
      var tensor = space.tensor(of: .plain(width: 3, height: 1, color))
      for i in tensor.elements.indices { tensor.elements[i] = tensor.elements[i].nextUp }
      #expect(space.picture(from: tensor).clipped == 0)
    }
  }

  @Test func labOutsideSRGBIsCountedPerPrimary() {
    let tensor = Tensor<Float>(Shape(1, 3, 1, 1), elements: [50, 120, 0])
    let rendering = ColorSpace.lab.picture(from: tensor)
    #expect(rendering.picture.color(0, 0)[..<2] == [255, 0] && rendering.clipped == 2)
  }

  @Test(arguments: ColorSpace.allCases)
  func picturesOfABatchAreRenderedIndependently(_ space: ColorSpace) {
    let pictures = [1, 2, 3].map { Picture.noise(width: 13, height: 9, seed: $0) }
    let elements = pictures.flatMap { space.tensor(of: $0).elements }
    let batch = Tensor(Shape(3, 3, 9, 13), elements: elements)
    for n in 0..<3 {
      let one = Tensor(Shape(1, 3, 9, 13), elements: space.tensor(of: pictures[n]).elements)
      #expect(space.picture(from: batch, n: n) == space.picture(from: one))
    }
  }

  @Test func displayNamesAreStandard() {
    #expect(ColorSpace.allCases.map(\.name) == ["RGB", "linear RGB", "CIE Lab", "Ruderman lαβ"])
    #expect(ColorSpace.lab.channelNames == ["L*", "a*", "b*"])
    #expect(ColorSpace.linear.channelNames == ["R", "G", "B"])
  }
}
