// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
import Testing

@testable import Pictures

/// Compares pictures with Pillow and its LittleCMS (Tests/Reference/pictures.py).
@Suite struct MetadataTests {
  /// Case of Tests/Reference/pictures.json.
  struct Case: Decodable, CustomTestStringConvertible {
    let name: String
    let file: Data
    let width, height: Int
    /// R, G, B of the upright picture.
    let pixels: Data
    let bits: Int
    let profile: String?
    let converted: Bool
    /// Largest difference of a level: 1 after a conversion, whose rounding differs between versions
    /// of LittleCMS, and for 16 bits, which libpng truncates; 2 if alpha was multiplied in; 3 for
    /// AVIF, whose decoders differ in their conversion to RGB; otherwise 0.
    let tolerance: Int

    var testDescription: String { name }
  }

  static let cases: [Case] =
    (try? Data(contentsOf: URL(fileURLWithPath: "Tests/Reference/pictures.json"))).flatMap {
      try? JSONDecoder().decode([Case].self, from: $0)
    } ?? []

  @Test func theReferenceHasEveryCase() {
    #expect(Self.cases.count == 78)
  }

  @Test(arguments: cases)
  func picturesEqualThoseOfPillow(_ reference: Case) throws {
    let format = try #require(InputPictureFormat(signature: Array(reference.file.prefix(64))))
    guard PixbufLoader.isAvailable(format) else { return }
    let loaded = try read(reference.file)
    let picture = loaded.picture
    #expect(picture.width == reference.width && picture.height == reference.height)
    #expect(loaded.originalWidth == reference.width)
    #expect(loaded.bitsPerChannel == reference.bits)
    #expect(loaded.warnings.count == (reference.bits > 8 ? 1 : 0), "\(loaded.warnings)")
    #expect(loaded.profile?.name == reference.profile)
    #expect(loaded.profile?.isConverted ?? false == reference.converted)
    let levels = picture.pixels.enumerated().filter { $0.offset % 4 < 3 }.map(\.element)
    let worst = zip(levels, reference.pixels).map { abs(Int($0) - Int($1)) }.max()
    #expect(try #require(worst) <= reference.tolerance, "\(worst ?? 0) levels")
  }

  @Test(arguments: [1, 2, 3, 7, 100, 1000])
  func metadataOfJPEGAreTheSameForEveryChunkSize(_ size: Int) throws {
    let names = ["jpeg profile in segments of 100 bytes", "jpeg profile and orientation"]
    for name in names {
      let file = Array(try #require(Self.cases.first { $0.name == name }).file)
      var (whole, parts) = (JPEGParser(), JPEGParser())
      var (hidden, joined) = (file, [UInt8]())
      whole.feed(&hidden)
      for start in stride(from: 0, to: file.count, by: size) {
        var chunk = Array(file[start...].prefix(size))
        parts.feed(&chunk)
        joined += chunk
      }
      #expect(whole.profile?.isEmpty == false && parts.profile == whole.profile)
      #expect((whole.exif != nil) == (name == "jpeg profile and orientation"))
      #expect(parts.exif == whole.exif && joined == hidden && hidden != file)
    }
  }

  @Test func aProfileWithAMissingPartIsReported() throws {
    let name = "jpeg profile in segments of 100 bytes"
    let file = Array(try #require(Self.cases.first { $0.name == name }).file)
    // The segments of the profile come first in the file.
    let length = 2 + Int(file[4]) << 8 + Int(file[5])
    let loaded = try read(Data(file[..<2] + file[(2 + length)...]))
    #expect(loaded.profile == nil && loaded.warnings.count == 1, "\(loaded.warnings)")
  }

  @Test(arguments: [InputPictureFormat.heic, .jxl])
  func heicAndJPEGXLAreRead(_ format: InputPictureFormat) throws {
    guard PixbufLoader.isAvailable(format) else { return }
    let picture = try read(format == .heic ? Fixture.heic : Fixture.jxl).picture
    #expect(picture.width == 64 && picture.height == 64)
    let colors: [[Int]] = [[200, 40, 60], [40, 180, 90], [50, 60, 190], [128, 128, 128]]
    // The quality 90 of the HEIC quantizes chroma in steps of up to three levels.
    let tolerance = format == .heic ? 3 : 0
    for (color, place) in zip(colors, [(5, 5), (50, 5), (5, 50), (50, 50)]) {
      let levels = picture.color(place.0, place.1).map(Int.init)
      #expect(zip(levels, color).allSatisfy { abs($0 - $1) <= tolerance }, "\(levels)")
    }
  }

  @Test(arguments: [InputPictureFormat.heic, .avif, .jxl])
  func aFormatWithoutLoaderNamesThePackage(_ format: InputPictureFormat) throws {
    guard !PixbufLoader.isAvailable(format) else { return }
    let files: [InputPictureFormat: [UInt8]] = [
      .heic: Fixture.heic, .avif: Self.avif.map { Array($0.file) } ?? [],
      .jxl: Fixture.jxl,
    ]
    let message = try errorMessage(files[format] ?? []) ?? ""
    #expect(message.contains("gdk-pixbuf has no \(format.decoderPackage.name) loader"))
    #expect(message.contains(format.decoderPackage.package))
  }

  @Test func exifOfBothByteOrdersIsRead() {
    for value in 1...8 {
      let little = exif(orientation: UInt8(value))
      let big: [UInt8] = [
        0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(value), 0, 0,
      ]
      for bytes in [little, Array(little.dropFirst(6)), big] {
        #expect(TIFFDirectory(exif: bytes)?.first(.orientation) == value)
      }
      for count in 0..<big.count - 2 {
        #expect(TIFFDirectory(exif: Array(big.prefix(count)))?.first(.orientation) == nil)
      }
    }
  }

  @Test func profilesThatCannotBeUsedAreIgnoredWithAWarning() throws {
    // The signature of the color space is at byte 16 of a profile.
    let png = try #require(Self.cases.first { $0.name == "webp profile wide" }).file
    let space = try #require(png.range(of: Data("RGB XYZ ".utf8)))
    for (name, reason) in [
      ("CMYK", "it is for CMYK, but the decoder returns RGB"),
      ("GRAY", "it is for gray, but the decoder returns RGB"), ("", "it is damaged"),
    ] {
      var bytes = png
      if name.isEmpty {
        bytes[space.lowerBound + 20] ^= 0xFF  // The signature `acsp` of a profile.
      } else {
        bytes.replaceSubrange(space.prefix(4), with: name.utf8)
      }
      let loaded = try read(bytes)
      #expect(loaded.profile == nil)
      #expect(loaded.warnings.first?.hasSuffix("its color profile is ignored: \(reason)") == true)
    }
  }

  @Test(.enabled(if: PixbufLoader.isAvailable(.avif)))
  func theDeclaredSizeOfAnAVIFIsLimitedBeforeDecoding() throws {
    var bytes = try #require(Self.avif).file
    let box = try #require(bytes.range(of: Data("ispe".utf8)))
    bytes.replaceSubrange(box.upperBound + 4..<box.upperBound + 12, with: [0, 1, 0, 0, 0, 1, 0, 0])
    #expect(try errorMessage(bytes)?.contains("65536×65536 pixels; the limit is") == true)
    bytes.replaceSubrange(box, with: "free".utf8)
    #expect(try errorMessage(bytes)?.contains("its header declares no size") == true)
  }

  @Test func sizesOfJPEGXLAreRead() {
    // Small: 1, then 5 bits of height/8 − 1, then 3 bits of ratio, then 5 bits of width/8 − 1.
    #expect(JPEGXLHeader.size([0xFF, 0x0A, 0b0100_0111, 0]) == PictureSize(width: 32, height: 32))
    #expect(
      JPEGXLHeader.size([0xFF, 0x0A, 0b0000_0111, 0b10]) == PictureSize(width: 16, height: 32))
    // 0, then selector 0 and 9 bits of height − 1, then ratio 7.
    let wide: [UInt8] = [0xFF, 0x0A, 99 << 3 & 0xFF, 99 >> 5 | 7 << 4]
    #expect(JPEGXLHeader.size(wide) == PictureSize(width: 200, height: 100))
    let box = [0, 0, 0, 12] + Array("JXL \r\n".utf8) + [0x87, 0x0A]
    #expect(JPEGXLHeader.size(box + [0, 0, 0, 12] + Array("jxlc".utf8) + wide)?.width == 200)
    #expect(JPEGXLHeader.size(box) == nil && JPEGXLHeader.size([0xFF, 0x0A]) == nil)
  }

  static let avif = cases.first { $0.name == "avif orientation 1" }
}
