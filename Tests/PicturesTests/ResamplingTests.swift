// SPDX-License-Identifier: MIT

import TestSupport
import Testing

@testable import Pictures

@Suite struct ResamplingTests {
  private let noise = Picture.noise(width: 61, height: 47, seed: 11)

  @Test func constantsAreResampledExactly() {
    for level in stride(from: 0, through: 255, by: 5).map({ UInt8($0) }) {
      let color = (level, 255 - level, level / 2)
      let plain = Picture.plain(width: 23, height: 19, color)
      for (width, height) in [(7, 5), (1, 1), (50, 3), (40, 41)] {
        #expect(
          plain.resampled(width: width, height: height)
            == Picture.plain(width: width, height: height, color))
      }
    }
  }

  @Test func theMeanLinearValueIsPreserved() {
    let before = meanLinearValue(noise)
    for (width, height) in [(13, 11), (60, 46), (61, 5), (3, 47)] {
      let after = meanLinearValue(noise.resampled(width: width, height: height))
      // Rounding to levels is off by half a level of light at most, 0.5 / 255 · 2.4 near white.
      print("mean linear value \(before) at \(width)×\(height): \(after)")
      #expect(abs(after - before) < 0.0047)
    }
  }

  @Test func halfBlackAndHalfWhiteAverageTo188() {
    let stripes = Picture.painted(width: 8, height: 4) { x, _ in
      x % 2 == 0 ? (0, 0, 0) : (255, 255, 255)
    }
    // 255 · (1.055 · 0.5^(1/2.4) − 0.055) = 187.52.
    #expect(stripes.resampled(width: 4, height: 2) == .plain(width: 4, height: 2, (188, 188, 188)))
  }

  @Test func weightsSumToOneAndCoverSourceSamplesEqually() {
    for source in 1...24 {
      for target in 1...source {
        var weights = [Double](repeating: 0, count: source)
        for tap in Tap.all(from: source, to: target) {
          var sum = 0.0
          for i in tap.first...tap.last {
            let weight = i == tap.first ? tap.head : i == tap.last ? tap.tail : tap.body
            #expect(weight > 0)
            weights[i] += weight
            sum += weight
          }
          #expect(abs(sum - 1) < 1e-15 * Double(source))
        }
        let share = Double(target) / Double(source)
        #expect(weights.allSatisfy { abs($0 - share) < 1e-15 * Double(source) })
      }
    }
  }

  @Test func anEnlargedRampIsLinear() {
    let taps = Tap.all(from: 4, to: 8)
    let values = taps.map { Double($0.first) * $0.head + Double($0.last) * $0.tail }
    #expect(values == [0, 0.25, 0.75, 1.25, 1.75, 2.25, 2.75, 3])
  }

  @Test func resamplingToTheSameSizeChangesNothing() {
    #expect(noise.resampled(width: 61, height: 47) == noise)
    #expect(noise.fitted(longestSide: 61) == noise)
    #expect(noise.fitted(longestSide: 500) == noise)
  }

  @Test func fittingPreservesTheAspectRatio() {
    let picture = Picture.plain(width: 300, height: 200, (9, 9, 9))
    let fitted = picture.fitted(longestSide: 100)
    #expect([fitted.width, fitted.height] == [100, 67])
    let line = Picture.plain(width: 300, height: 1, (9, 9, 9)).fitted(longestSide: 10)
    #expect([line.width, line.height] == [10, 1])
  }

  @Test func coveringCropsTheCenter() {
    let wide = Picture.painted(width: 30, height: 10) { x, _ in (UInt8(x / 10 * 100), 0, 0) }
    #expect(wide.covering(width: 10, height: 10) == .plain(width: 10, height: 10, (100, 0, 0)))
    #expect(wide.covering(width: 50, height: 50) == .plain(width: 50, height: 50, (100, 0, 0)))
    let tall = Picture.painted(width: 10, height: 30) { _, y in (UInt8(y / 10 * 100), 0, 0) }
    #expect(tall.covering(width: 5, height: 5) == .plain(width: 5, height: 5, (100, 0, 0)))
    #expect(noise.covering(width: 7, height: 90).width == 7)
  }

  @Test func bandedAndUnbandedResamplingAreEqual() {
    let large = Picture.noise(width: 300, height: 300, seed: 2)
    let both = large.resampled(width: 90, height: 100)
    // Rows 0..<50 come from source rows 0..<150: few enough pixels for one band.
    let top = Picture(width: 300, height: 150, pixels: Array(large.pixels[..<(4 * 300 * 150)]))
    #expect(both.pixels.starts(with: top.resampled(width: 90, height: 50).pixels))
  }

  /// Returns the mean of the linear values.
  private func meanLinearValue(_ picture: Picture) -> Double {
    let values = picture.pixels.enumerated().lazy.filter { $0.offset % 4 != 3 }
    let sum = values.reduce(0) { $0 + SRGB.linear(Double($1.element) / 255) }
    return sum / Double(3 * picture.width * picture.height)
  }
}
