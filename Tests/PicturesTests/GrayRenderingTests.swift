// SPDX-License-Identifier: MIT

import Pictures
import TestSupport
import Testing

@Suite struct GrayRenderingTests {
  private func grays(_ plane: [Float], _ low: Float, _ high: Float) -> [[UInt8]] {
    let picture = Picture(plane: plane[...], width: plane.count, height: 1, low: low, high: high)
    return plane.indices.map { picture.color($0, 0) }
  }

  @Test func lowIsRenderedBlackAndHighWhite() {
    let grays = grays([-3, -2, 0, 2, 9], -2, 2).map { $0[0] }
    #expect(grays == [0, 0, 128, 255, 255])
  }

  @Test func nonFiniteValuesAreRenderedMagenta() {
    for value in [Float.nan, .infinity, -.infinity] {
      #expect(grays([value, 1], 0, 1) == [[255, 0, 255], [255, 255, 255]])
    }
  }

  @Test func anEmptyRangeIsRenderedMiddleGrey() {
    #expect(grays([7, 7, .nan], 7, 7) == [[128, 128, 128], [128, 128, 128], [255, 0, 255]])
  }

  @Test func theWidestRangeDoesNotOverflow() {
    let most = Float.greatestFiniteMagnitude
    #expect(grays([-most, 0, most], -most, most).map { $0[0] } == [0, 128, 255])
  }
}
