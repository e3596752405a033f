// SPDX-License-Identifier: MIT

import Testing

@testable import Pictures

@Suite struct EqualizingTests {
  private func lumas(_ picture: Picture) -> [Int] {
    stride(from: 0, to: picture.pixels.count, by: 4).map { i in
      let (r, g, b) = (picture.pixels[i], picture.pixels[i + 1], picture.pixels[i + 2])
      return (299 * Int(r) + 587 * Int(g) + 114 * Int(b) + 500) / 1000
    }
  }

  @Test func equalizedGreysSpanTheFullRangeEvenly() {
    // Levels 100…131, eight pixels each: afterwards 32 levels an equal distance apart, 0…255.
    let narrow = Picture.painted(width: 32, height: 8) { x, _ in
      (UInt8(100 + x), UInt8(100 + x), UInt8(100 + x))
    }
    let result = lumas(narrow.equalized())
    let expected = (0..<32).map { (Double($0) * 255 / 31).rounded() }
    #expect(result.prefix(32).map(Double.init) == expected)
  }

  @Test func aPictureOfOneLumaIsUnchanged() {
    let plain = Picture.plain(width: 7, height: 3, (10, 200, 30))
    #expect(plain.equalized() == plain)
  }

  @Test func equalizingTwiceChangesLevelsByAtMostOne() {
    let noise = Picture.painted(width: 64, height: 64) { x, y in
      let gray = UInt8((x * x + 3 * y) % 97 + 60)
      return (gray, gray, gray)
    }
    let once = noise.equalized()
    let worst = zip(once.pixels, once.equalized().pixels).map { abs(Int($0) - Int($1)) }.max()
    #expect((worst ?? 255) <= 1)
  }

  @Test func colorDifferencesArePreservedWithoutClipping() {
    let picture = Picture.painted(width: 16, height: 16) { x, y in
      (UInt8(100 + x), UInt8(110 + y), UInt8(105 + (x + y) / 2))
    }
    let result = picture.equalized()
    for i in stride(from: 0, to: picture.pixels.count, by: 4) {
      let (before, after) = (picture.pixels[i..<i + 3], result.pixels[i..<i + 3])
      guard after.allSatisfy({ $0 > 0 && $0 < 255 }) else { continue }
      let shifts = Set(zip(before, after).map { Int($1) - Int($0) })
      #expect(shifts.count == 1, "\(before) became \(after)")
    }
  }
}
