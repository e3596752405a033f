// SPDX-License-Identifier: MIT

/// Supported file format, detected by its signature.
///
/// gdk-pixbuf would also try formats without a signature (TGA), with external references (SVG) or
/// with old decoders (XPM, ANI, ICNS). Untrusted files never reach those, because the decoder is
/// selected by name.
enum InputPictureFormat: String, CaseIterable {
  case png, jpeg, webp, gif, bmp, tiff
  /// Formats whose decoders are separate packages.
  case heic, avif, jxl

  /// Detects the format of a file from its first bytes; nil if it is not supported.
  init?(signature: [UInt8]) {
    let known = Self.allCases.first { kind in
      kind.signatures.contains { pattern in
        signature.count >= pattern.count
          && zip(pattern, signature).allSatisfy { $0 == nil || $0 == $1 }
      }
    }
    if let known {
      self = known
    } else {
      guard let coding = Self.imageCoding(ofFileTypeBox: signature) else { return nil }
      self = coding
    }
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
    case .heic, .avif: []
    case .jxl:
      [
        [0xFF, 0x0A],
        [0, 0, 0, 12] + Array("JXL \r\n\u{87}\n".unicodeScalars.map { UInt8($0.value) }),
      ]
    }
  }

  /// Returns the coding that the brands of a file type box name, the major brand first (HEIF,
  /// ISO/IEC 23008-12, 10): `mif1` alone does not tell HEIC from AVIF.
  private static func imageCoding(ofFileTypeBox bytes: [UInt8]) -> InputPictureFormat? {
    guard bytes.count >= 12, bytes[4..<8].elementsEqual("ftyp".utf8) else { return nil }
    let length = min(bytes[..<4].bigEndianNumber, bytes.count)
    let brands = stride(from: 8, to: length - 3, by: 4).lazy
      .filter { $0 != 12 }  // The minor version.
      .map { String(decoding: bytes[$0..<$0 + 4], as: UTF8.self) }
    return brands.compactMap { brand -> InputPictureFormat? in
      switch brand {
      case "avif", "avis": .avif
      case "heic", "heix", "hevc", "hevx", "heim", "heis": .heic
      default: nil
      }
    }.first
  }

  /// The names that gdk-pixbuf's decoders of the format have had.
  var decoderNames: [String] {
    switch self {
    case .heic: ["heif", "heif/avif"]
    case .avif: ["avif", "heif/avif"]
    default: [rawValue]
    }
  }

  /// The name of the format, and the Debian package of its decoder, for error messages.
  var decoderPackage: (name: String, package: String) {
    switch self {
    case .webp: ("WebP", "webp-pixbuf-loader")
    case .heic: ("HEIC", "heif-gdk-pixbuf")
    case .avif: ("AVIF", "libavif-gdk-pixbuf")
    case .jxl: ("JPEG XL", "libjxl-gdk-pixbuf of Debian 13")
    case .png, .jpeg, .gif, .bmp, .tiff: (rawValue.uppercased(), "libgdk-pixbuf-2.0-0")
    }
  }

  /// Returns whether a WebP with these first bytes is animated (bit 1 of the flags in its VP8X
  /// chunk). The decoder unpacks every frame, so that a small file could exhaust memory.
  static func isAnimatedWebP(_ bytes: [UInt8]) -> Bool {
    bytes.count > 20 && bytes[12..<16].elementsEqual("VP8X".utf8) && bytes[20] & 2 != 0
  }
}
