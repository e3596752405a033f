// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
import Testing

@testable import Pictures

@Suite struct ReadingTests {
  @Test func everyLosslessFormatIsReadExactly() throws {
    for (kind, bytes) in try Fixture.all() where kind != .jpeg {
      let loaded = try read(bytes)
      #expect(loaded.picture == Fixture.picture, "\(kind)")
      #expect(loaded.originalWidth == 4 && loaded.originalHeight == 3)
      #expect(loaded.warnings.isEmpty, "\(kind)")
    }
  }

  @Test func aJPEGOfQuality95IsWithinTwoLevels() throws {
    let smooth = Picture.painted(width: 40, height: 30) { x, y in
      (UInt8(5 * x), UInt8(7 * y), 90)
    }
    let loaded = try read(smooth.encoded(as: .jpeg(quality: 95)))
    let difference = loaded.picture.difference(from: smooth)
    // Quality 95 quantizes with steps of 1 to 10 (T.81 table K.1 / 10): under two levels on
    // average.
    #expect(difference < 2, "\(difference) levels")
  }

  @Test func onlyTheFirstFrameOfAGIFIsRead() throws {
    #expect(try read(Fixture.animatedGIF).picture == Fixture.picture)
  }

  @Test(arguments: 1...8)
  func everyOrientationIsRotatedUpright(_ orientation: Int) throws {
    let stored = Picture.painted(width: 48, height: 32) { x, y in
      (x < 24 ? 200 : 40, y < 16 ? 200 : 40, 100)
    }
    let bytes = jpeg(
      try stored.encoded(as: .jpeg(quality: 100)), adding: 0xE1,
      exif(orientation: UInt8(orientation)))
    let loaded = try read(bytes)
    // The corners clockwise from the top left, by the positions of row 0 and column 0 in Exif 2.3.
    let (a, b, c, d) = ("a", "b", "c", "d")  // Stored: a b / d c.
    let expected = [
      [a, b, c, d], [b, a, d, c], [c, d, a, b], [d, c, b, a],
      [a, d, c, b], [d, a, b, c], [c, b, a, d], [b, c, d, a],
    ][orientation - 1]
    #expect(corners(loaded.picture) == expected)
    #expect(loaded.originalWidth == (orientation < 5 ? 48 : 32))
    #expect(loaded.originalHeight == (orientation < 5 ? 32 : 48))
    #expect(loaded.picture.width == loaded.originalWidth)
  }

  @Test func orientationsAboveEightAreIgnored() throws {
    let bytes = jpeg(
      try Fixture.picture.encoded(as: .jpeg(quality: 95)), adding: 0xE1, exif(orientation: 9))
    #expect(try read(bytes).picture.width == 4)
  }

  @Test func alphaIsCompositedOntoWhite() {
    let stored: [UInt8] = [100, 0, 255, 0, 100, 0, 255, 255, 100, 0, 255, 51, 0, 0, 0, 128]
    let picture = stored.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map {
        PixelSource(
          bytes: $0, size: PictureSize(width: 2, height: 2), stride: 8, channels: 4,
          alpha: .straight
        ).picture()
      }
    }
    // 51 / 255 = 1/5: 255 − 155/5 = 224, 255 − 255/5 = 204, 255; half black is 127.
    #expect(picture?.color(0, 0) == [255, 255, 255])
    #expect(picture?.color(1, 0) == [100, 0, 255])
    #expect(picture?.color(0, 1) == [224, 204, 255])
    #expect(picture?.color(1, 1) == [127, 127, 127])
  }

  @Test func transparentPNGsAreCompositedOntoWhite() throws {
    // 1 × 1, color type 6: red 200, alpha 0.
    let png = Data(
      base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGM4wcDAAAADJQDJ"
        + "rkuCPQAAAABJRU5ErkJggg==")
    let loaded = try read(Array(png ?? Data()))
    #expect(loaded.picture.color(0, 0) == [255, 255, 255])
  }

  @Test func reducedDecodingIsWithinLevelsOfFullDecodingAndReduction() throws {
    let path = "Assets/Pictures/content/red_panda.jpg"
    let full = try PictureFile.read(path)
    for side in [32, 64, 100] {
      let reduced = try PictureFile.read(path, fitting: side)
      let expected = full.picture.fitted(longestSide: side)
      let difference = reduced.picture.difference(from: expected)
      print("reduced decoding and full decoding, longest side \(side): \(difference) levels")
      // The decoder averages encoded values over blocks of at most half an output pixel; we average
      // linear values. For fur at 1/16 of its size (side 32) this is three levels, otherwise under
      // two.
      #expect(difference < (side == 32 ? 4 : 2), "\(side)")
      #expect(reduced.originalWidth == full.picture.width)
    }
  }

  @Test func thePixelLimitIsCheckedBeforeAllocation() throws {
    for (kind, bytes) in try Fixture.all() {
      #expect(throws: PictureError.self, "\(kind)") { try read(bytes, limit: 11) }
      #expect(throws: Never.self, "\(kind)") { try read(bytes, limit: 12) }
    }
    var bmp = try Fixture.picture.encoded(type: "bmp")
    bmp.replaceSubrange(18..<26, with: [0x60, 0xEA, 0, 0, 0x60, 0xEA, 0, 0])
    #expect(try errorMessage(bmp)?.contains("60000×60000 pixels; the limit is 268435456") == true)
  }

  @Test func aPNGThatDeclaresTooManyPixelsIsRefused() throws {
    let header: [UInt8] = [
      0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
      0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60, 8, 2, 0, 0, 0,
    ]
    let check = crc(header[12...])
    let bytes = header + (0..<4).map { UInt8(truncatingIfNeeded: check >> (24 - 8 * $0)) }
    #expect(
      try errorMessage(bytes + [0, 0, 0, 0] + Array("IDAT".utf8))?.contains("too large") == true)
  }

  @Test func aTIFFWithTooManySamplesIsRefused() throws {
    var bytes = try Fixture.picture.encoded(type: "tiff")
    let tag = bytes.indices.dropLast(12).first {
      bytes[$0] == 0x15 && bytes[$0 + 1] == 1 && bytes[$0 + 2] == 3 && bytes[$0 + 4] == 1
    }
    let place = try #require(tag)
    bytes[place + 9] = 0xFF
    #expect(try errorMessage(bytes)?.contains("samples") == true)
  }

  /// Returns the CRC of a PNG chunk (ISO 3309).
  private func crc(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    ~bytes.reduce(~0) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in
        sum & 1 == 1 ? 0xEDB8_8320 ^ sum >> 1 : sum >> 1
      }
    }
  }

  /// Returns the names of the quadrants of a picture, clockwise from the top left.
  private func corners(_ picture: Picture) -> [String] {
    let (right, bottom) = (picture.width - 4, picture.height - 4)
    return [(3, 3), (right, 3), (right, bottom), (3, bottom)].map { x, y in
      let color = picture.color(x, y)
      return color[1] > 120 ? (color[0] > 120 ? "a" : "b") : (color[0] > 120 ? "d" : "c")
    }
  }
}
