// SPDX-License-Identifier: MIT

import FileIO

/// Supported file format, detected by its signature.
///
/// gdk-pixbuf would also try formats without a signature (TGA), with external references (SVG) or
/// with old decoders (XPM, ANI, ICNS). Untrusted files never reach those, because the decoder is
/// selected by name.
enum InputPictureFormat: String, CaseIterable {
  case png, jpeg, webp, gif, bmp, tiff

  /// Detects the format of a file from its first bytes; nil if it is not supported.
  init?(signature: [UInt8]) {
    let known = Self.allCases.first { kind in
      kind.signatures.contains { pattern in
        signature.count >= pattern.count
          && zip(pattern, signature).allSatisfy { $0 == nil || $0 == $1 }
      }
    }
    guard let known else { return nil }
    self = known
  }

  /// The possible first bytes; nil matches any byte.
  private var signatures: [[UInt8?]] {
    switch self {
    case .png: [[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]]
    case .jpeg: [[0xFF, 0xD8, 0xFF]]
    case .webp: [Array("RIFF".utf8) + [nil, nil, nil, nil] + Array("WEBP".utf8)]
    case .gif: [Array("GIF87a".utf8), Array("GIF89a".utf8)]
    case .bmp: [Array("BM".utf8)]
    case .tiff: [[0x49, 0x49, 42, 0], [0x4D, 0x4D, 0, 42]]
    }
  }

  /// Returns the name of a picture format that is not supported; nil for anything else.
  static func unsupportedName(_ bytes: [UInt8]) -> String? {
    let text = { (range: Range<Int>) in
      bytes.count >= range.upperBound ? String(decoding: bytes[range], as: UTF8.self) : ""
    }
    if bytes.starts(with: [0xFF, 0x0A]) || text(4..<8) == "JXL " { return "JPEG XL" }
    guard text(4..<8) == "ftyp" else { return nil }
    return switch text(8..<12) {
    case "avif", "avis": "AVIF"
    case "heic", "heix", "hevc", "heim", "heis", "mif1", "msf1": "HEIC"
    default: nil
    }
  }

  /// Returns whether a WebP with these first bytes is animated (bit 1 of the flags in its VP8X
  /// chunk). The decoder unpacks every frame, so that a small file could exhaust memory.
  static func isAnimatedWebP(_ bytes: [UInt8]) -> Bool {
    bytes.count > 20 && bytes[12..<16].elementsEqual("VP8X".utf8) && bytes[20] & 2 != 0
  }
}

/// Number of samples per pixel of a TIFF, from its first directory (TIFF 6.0, section 2).
///
/// libtiff allocates strips of width × height × samples before it finds that the file does not
/// contain them: with 65,535 samples, a file of a few hundred bytes could exhaust memory.
enum TIFFSamples {
  /// Largest supported number: cyan, magenta, yellow, black and alpha.
  static let limit = 5

  /// Bytes of the header, of the entry count, and of an entry.
  private static let (headerLength, countLength, entryLength) = (8, 2, 12)
  /// Tag SamplesPerPixel.
  private static let tag = 277

  /// Returns the largest number that any entry declares, 1 if none does; nil without a directory.
  static func declared(in file: borrowing RegularFile) throws(PictureError) -> Int? {
    do {
      return try largest(in: file)
    } catch {
      throw .file(error)
    }
  }

  private static func largest(in file: borrowing RegularFile) throws(FileError) -> Int? {
    let header = try file.bytes(at: 0, count: headerLength)
    guard header.count == headerLength else { return nil }
    let number = header[0] == 0x49 ? littleEndian : bigEndian
    let directory = number(header[4..<8])
    let count = try file.bytes(at: directory, count: countLength)
    guard count.count == countLength else { return nil }
    let entries = try file.bytes(
      at: directory + countLength, count: entryLength * number(count[...]))
    return stride(from: 0, to: entries.count - entryLength + 1, by: entryLength).map { at in
      number(entries[at..<at + 2]) == tag ? value(entries[at..<at + entryLength], number) : 1
    }.max() ?? 1
  }

  /// Returns the value of an entry: two bytes for a SHORT (type 3), otherwise four.
  private static func value(_ entry: ArraySlice<UInt8>, _ number: (ArraySlice<UInt8>) -> Int) -> Int
  {
    let at = entry.startIndex
    return number(entry[at + 8..<at + (number(entry[at + 2..<at + 4]) == 3 ? 10 : 12)])
  }

  private static func bigEndian(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 << 8 | Int($1) }
  }

  private static func littleEndian(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
