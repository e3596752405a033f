// SPDX-License-Identifier: MIT

import TestSupport
import Testing

@testable import Pictures

@Suite struct TruncationTests {
  private let noise = Picture.noise(width: 64, height: 64, seed: 5)

  @Test func aTruncatedJPEGIsReadWithAWarning() throws {
    let bytes = try noise.encoded(as: .jpeg(quality: 90))
    let loaded = try read(Array(bytes[..<(bytes.count / 2)]))
    #expect(loaded.warnings.count == 1)
    #expect(loaded.warnings[0].hasSuffix("/x’ is truncated: the missing part is gray"))
    #expect(loaded.picture.color(60, 60) == [128, 128, 128])
  }

  @Test func aTruncatedProgressiveJPEGIsReadWithAWarning() throws {
    let loaded = try read(Array(Fixture.progressive.dropLast(40)))
    #expect(loaded.warnings.count == 1)
    #expect(loaded.picture.width == 16)
  }

  @Test func truncatedPNGBMPAndWebPAreReadWithAWarning() throws {
    for bytes in [try noise.encoded(as: .png), try noise.encoded(type: "bmp")] {
      let loaded = try read(Array(bytes[..<(bytes.count / 2)]))
      #expect(loaded.warnings.first?.hasSuffix("the missing part is blank") == true)
    }
    #expect(try read(Fixture.webp.dropLast(20)).warnings.count == 1)
  }

  @Test func truncatedGIFAndTIFFAreRefused() throws {
    let tiff = try noise.encoded(type: "tiff")
    #expect(try errorMessage(Fixture.gif.dropLast(12)) != nil)
    #expect(try errorMessage(tiff.dropLast(tiff.count / 2)) != nil)
  }

  @Test func completeJPEGsHaveNoWarnings() throws {
    let plain = try noise.encoded(as: .jpeg(quality: 90))
    let entropy = [UInt8](repeating: 0xAB, count: 70_000)
    let thumbnail = try Fixture.picture.encoded(as: .jpeg(quality: 50))
    for bytes in [
      plain, plain + entropy, plain + plain, Fixture.progressive, try Fixture.restarting(),
      jpeg(plain, adding: 0xE1, exif(orientation: 1) + thumbnail),
      Array(plain[..<2]) + [0xFF, 0xFF, 0xFF] + plain[3...],
    ] {
      let loaded = try read(bytes)
      #expect(loaded.warnings.isEmpty)
    }
  }

  @Test func theEndMarkerOfAThumbnailIsIgnored() throws {
    let thumbnail = try Fixture.picture.encoded(as: .jpeg(quality: 50))
    let plain = try noise.encoded(as: .jpeg(quality: 90))
    let bytes = jpeg(plain, adding: 0xE1, exif(orientation: 1) + thumbnail)
    #expect(try read(bytes.dropLast(200)).warnings.count == 1)
  }

  @Test func theEndMarkerIsFoundForEveryChunkSize() {
    for size in [1, 2, 3, 7, 1000] {
      var parser = JPEGParser()
      for start in stride(from: 0, to: Fixture.progressive.count, by: size) {
        #expect(!parser.isFound)
        var chunk = Array(Fixture.progressive[start...].prefix(size))
        parser.feed(&chunk)
      }
      #expect(parser.isFound && parser.scans == 6, "\(parser.scans) scans")
    }
  }

  @Test func restartMarkersAreNotEndMarkers() throws {
    let bytes = try Fixture.restarting()
    let gray = Picture.plain(width: 32, height: 32, (128, 128, 128))
    #expect(try read(bytes).picture == gray)
    #expect(try read(bytes.dropLast(2)).warnings.count == 1)
  }

  @Test func jpegsWithMoreThan100ScansAreRefused() throws {
    let scan: [UInt8] = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0, 0, 0x12]
    let bytes = Fixture.progressive.dropLast(2) + (0..<200).flatMap { _ in scan }
    #expect(try errorMessage(bytes)?.contains("more than 100 scans") == true)
  }
}
