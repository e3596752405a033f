// SPDX-License-Identifier: MIT

/// The file formats that are read, told apart by their first bytes.
///
/// gdk-pixbuf would also try formats without a signature (TGA), with scripts (SVG) or with old
/// decoders (XPM, ANI, ICNS). Strangers’ bytes never reach those: the decoder is named, not guessed.
enum PictureKind: String, CaseIterable {
  case png, jpeg, webp, gif, bmp, tiff

  /// The format of a file that starts with these bytes, nil when it is none of the six.
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

  /// The possible first bytes; nil stands for any byte.
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

  /// Whether a WebP that starts with these bytes says it has several frames (bit 1 of the flags in its
  /// VP8X chunk). Their decoder unpacks every frame, so a small file could fill all memory.
  static func isMovingWebP(_ bytes: [UInt8]) -> Bool {
    bytes.count > 20 && bytes[12..<16].elementsEqual("VP8X".utf8) && bytes[20] & 2 != 0
  }
}
