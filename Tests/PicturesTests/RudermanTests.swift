// SPDX-License-Identifier: MIT

import Normalization
import TestSupport
import Testing

@testable import Pictures

@Suite struct RudermanTests {
  /// All colors with levels 0, 5, … 255.
  private static let grid = Picture.painted(width: 52 * 52, height: 52) { x, y in
    (UInt8(5 * (x % 52)), UInt8(5 * (x / 52)), UInt8(5 * y))
  }

  /// Returns whether all cone responses of a color are above the lower bound.
  private static func isUnclamped(_ color: ArraySlice<UInt8>) -> Bool {
    let light = color.map { SRGB.levels[Int($0)] }
    let cones = zip(light, Ruderman.columns).reduce(SIMD3<Double>.zero) { $0 + $1.0 * $1.1 }
    return cones.min() >= Ruderman.floor
  }

  @Test func unclampedColorsAreRestoredExactly() {
    let restored = ColorSpace.ruderman.picture(from: ColorSpace.ruderman.tensor(of: Self.grid))
      .picture
    var (count, wrong) = (0, 0)
    for pixel in stride(from: 0, to: restored.pixels.count, by: 4) {
      let color = Self.grid.pixels[pixel..<pixel + 3]
      guard Self.isUnclamped(color) else { continue }
      count += 1
      wrong += color == restored.pixels[pixel..<pixel + 3] ? 0 : 1
    }
    #expect(wrong == 0 && count > 130_000, "\(wrong) of \(count)")
  }

  @Test func blackIsClampedToTheLowerBound() {
    let black = ColorSpace.ruderman.tensor(of: .plain(width: 1, height: 1, (0, 0, 0)))
    // log10(1/1024) · √3; α and β are 0.
    #expect(abs(black.elements[0] + 5.213_993) < 1e-5, "\(black.elements)")
    #expect(black.elements[1].magnitude < 1e-6 && black.elements[2].magnitude < 1e-6)
    let restored = ColorSpace.ruderman.picture(from: black).picture
    #expect(restored.color(0, 0).allSatisfy { $0 <= 4 }, "\(restored.color(0, 0))")
  }

  @Test func knownColorsEqualValuesComputedWithNumPy() {
    // NumPy, float64: log10 of the matrix of Reinhard et al. 2001 times linear sRGB, then the axes.
    let known: [((UInt8, UInt8, UInt8), [Float])] = [
      ((255, 255, 255), [-0.000954, 0.000764, 0.000092]),
      ((255, 0, 0), [-1.583752, 0.861734, 0.203106]),
      ((0, 255, 0), [-0.732053, 0.572487, -0.069173]),
      ((0, 0, 255), [-1.487265, -0.961696, -0.204340]),
      ((128, 128, 128), [-1.154200, 0.000764, 0.000092]),
      ((200, 120, 40), [-1.347181, 0.580281, 0.083247]),
    ]
    for (color, values) in known {
      let tensor = ColorSpace.ruderman.tensor(of: .plain(width: 1, height: 1, color))
      for (value, expected) in zip(tensor.elements, values) {
        #expect(abs(value - expected) <= 1e-5, "\(color): \(tensor.elements)")
      }
    }
  }

  @Test func adaptiveInstanceNormEqualsReinhardsColorTransfer() {
    let space = ColorSpace.ruderman
    let content = space.tensor(of: .noise(width: 40, height: 30, seed: 4))
    let style = space.tensor(of: .noise(width: 25, height: 50, seed: 9))
    let affine = Affine(of: style.planeMoments(), estimator: DeviationEstimator(epsilon: 0))
    let result = AdaptiveInstanceNorm(styles: [affine], epsilon: 0)(content)
    for c in 0..<3 {
      let (x, s) = (content.plane(0, c).map(Double.init), style.plane(0, c).map(Double.init))
      let (xMean, xDeviation) = Self.moments(x)
      let (sMean, sDeviation) = Self.moments(s)
      // Reinhard et al. 2001, equations 10 and 11: l* = l − ⟨l⟩; l' = (σ_t / σ_s) · l*; then +
      // ⟨l_t⟩.
      let worst =
        zip(x, result.plane(0, c)).map {
          abs(($0 - xMean) * (sDeviation / xDeviation) + sMean - Double($1))
        }.max() ?? 1
      #expect(worst < 1e-5, "channel \(c): \(worst)")
    }
  }

  private static func moments(_ values: [Double]) -> (Double, Double) {
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
    return (mean, (squares / Double(values.count)).squareRoot())
  }
}
