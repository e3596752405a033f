// SPDX-License-Identifier: MIT

import FileIO

/// Size, depth and color profile that a HEIC or AVIF declares in its item properties (ISO/IEC 23008-12, 6.5).
///
/// The decoders allocate memory before they announce the size, so the limit is checked here.
struct ImageProperties {
  /// The largest `ispe`: of the picture, or of the grid whose tiles it consists of; nil without one.
  private(set) var largestSize: PictureSize?
  /// The largest depth of a channel (`pixi`).
  private(set) var bitsPerChannel = 8
  /// The first ICC profile (`colr` of type `prof` or `rICC`).
  private(set) var profile: [UInt8]?

  /// More boxes are not read. A phone’s picture has about 200 properties.
  private static let boxLimit = 10_000
  /// Longer profiles are cut off.
  private static let profileLimit = 4 << 20
  private var boxes = 0

  /// Reads the properties of a file.
  init(of file: borrowing RegularFile) throws(FileError) {
    try read(0..<file.size, depth: 0, of: file)
  }

  /// Reads the boxes of a range, and those within boxes that contain properties.
  private mutating func read(
    _ range: Range<Int>, depth: Int, of file: borrowing RegularFile
  ) throws(FileError) {
    var at = range.lowerBound
    while at + 8 <= range.upperBound, boxes < Self.boxLimit {
      boxes += 1
      let header = try file.bytes(at: at, count: 16)
      guard header.count >= 8 else { return }
      // 1: the length follows as 64 bits. 0: to the end.
      let isLong = header[..<4].bigEndianNumber == 1 && header.count == 16
      let declared = isLong ? header[9...].bigEndianNumber : header[..<4].bigEndianNumber
      let content = at + (isLong ? 16 : 8)
      let end = declared == 0 ? range.upperBound : min(at + declared, range.upperBound)
      guard end >= content else { return }
      let type = String(decoding: header[4..<8], as: UTF8.self)
      try read(type, content..<end, depth: depth + 1, of: file)
      at = end
    }
  }

  private mutating func read(
    _ type: String, _ content: Range<Int>, depth: Int, of file: borrowing RegularFile
  ) throws(FileError) {
    // Version and flags.
    let fields = min(content.lowerBound + 4, content.upperBound)
    switch type {
    case "meta" where depth == 1: try read(fields..<content.upperBound, depth: depth, of: file)
    case "iprp" where depth == 2, "ipco" where depth == 3: try read(content, depth: depth, of: file)
    case "ispe":
      let bytes = try file.bytes(at: fields, count: 8)
      guard bytes.count == 8 else { return }
      // Limited, so that the product does not overflow.
      let (width, height) = (bytes[..<4].bigEndianNumber, bytes[4...].bigEndianNumber)
      let size = PictureSize(width: min(width, 1 << 31), height: min(height, 1 << 31))
      if size.pixels > largestSize?.pixels ?? 0 { largestSize = size }
    case "pixi":
      let count = try file.bytes(at: fields, count: 1).bigEndianNumber
      let depths = try file.bytes(at: fields + 1, count: count)
      bitsPerChannel = max(bitsPerChannel, depths.map(Int.init).max() ?? 0)
    case "colr" where profile == nil:
      let kind = try file.bytes(at: content.lowerBound, count: 4)
      guard kind.elementsEqual("prof".utf8) || kind.elementsEqual("rICC".utf8) else { return }
      let count = min(max(0, content.upperBound - fields), Self.profileLimit)
      profile = try file.bytes(at: fields, count: count)
    default: break
    }
  }
}
