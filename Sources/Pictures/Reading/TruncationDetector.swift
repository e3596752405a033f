// SPDX-License-Identifier: MIT

/// Detects truncated files of the formats whose decoders fill the missing part without an error.
enum TruncationDetector {
  case jpeg(JPEGParser)
  case png(PNGParser)
  /// WebP or BMP: the length declared in the header, and the number of bytes so far.
  case length(declared: Int, seen: Int)
  /// GIF or TIFF, whose decoders report truncation.
  case reportedByDecoder

  /// Creates the detector of a file with these first bytes.
  init(_ kind: InputPictureFormat, first: [UInt8]) {
    switch kind {
    case .jpeg: self = .jpeg(JPEGParser())
    case .png: self = .png(PNGParser())
    case .webp: self = .length(declared: 8 + Self.number(first, at: 4), seen: 0)
    case .bmp: self = .length(declared: Self.number(first, at: 2), seen: 0)
    case .gif, .tiff: self = .reportedByDecoder
    }
  }

  /// Returns four bytes as a little-endian number; 0 if there are fewer.
  private static func number(_ bytes: [UInt8], at offset: Int) -> Int {
    guard bytes.count >= offset + 4 else { return 0 }
    return bytes[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  /// Processes the next bytes of the file.
  mutating func feed(_ bytes: [UInt8]) {
    switch self {
    case .jpeg(var end):
      end.feed(bytes)
      self = .jpeg(end)
    case .png(var end):
      end.feed(bytes)
      self = .png(end)
    case .length(let declared, let seen):
      self = .length(declared: declared, seen: seen + bytes.count)
    case .reportedByDecoder: break
    }
  }

  /// The color of the missing part of a truncated file; nil if the file is complete.
  var colorOfMissingPart: String? {
    switch self {
    case .jpeg(let end): end.isFound ? nil : "gray"
    case .png(let end): end.isFound ? nil : "blank"
    case .length(let declared, let seen): seen >= declared ? nil : "blank"
    case .reportedByDecoder: nil
    }
  }

  /// The number of scans of a JPEG that have started.
  var scans: Int {
    if case .jpeg(let end) = self { end.scans } else { 0 }
  }
}

/// Incremental parser that finds the last chunk (IEND) of a PNG by the lengths of the other chunks
/// (PNG specification, 5.3).
struct PNGParser {
  /// Whether IEND was found.
  private(set) var isFound = false

  /// Bytes to skip: first the signature, then each chunk’s data and 4-byte checksum.
  private var remaining = 8
  /// Length and type of the next chunk, as far as received.
  private var header: [UInt8] = []

  /// Processes the next bytes of the file.
  mutating func feed(_ bytes: [UInt8]) {
    var i = 0
    while i < bytes.count && !isFound {
      if remaining > 0 {
        let step = min(remaining, bytes.count - i)
        (remaining, i) = (remaining - step, i + step)
      } else {
        header.append(bytes[i])
        i += 1
        if header.count == 8 { startChunk() }
      }
    }
  }

  private mutating func startChunk() {
    isFound = header[4...].elementsEqual("IEND".utf8)
    remaining = header[..<4].reduce(0) { $0 << 8 | Int($1) } + 4
    header = []
  }
}

/// Incremental parser that finds the end marker (EOI) of a JPEG.
///
/// gdk-pixbuf fills the rest of a truncated JPEG with gray without an error. The last two bytes are
/// not sufficient: cameras append data, and a thumbnail in EXIF has its own EOI. Therefore segments
/// are skipped by their length and entropy-coded data by its stuffing rules (ITU-T T.81, B.1.1).
struct JPEGParser {
  private enum Position: Equatable {
    /// Between segments, before 0xFF.
    case gap
    /// After 0xFF between segments.
    case code
    /// The first and the second byte of a segment’s length.
    case lengthHigh(isScan: Bool)
    case lengthLow(high: Int, isScan: Bool)
    /// Within a segment.
    case segment(remaining: Int, isScan: Bool)
    /// In entropy-coded data, and after 0xFF in it.
    case data, dataCode
    case end
  }

  /// The number of scans that have started.
  private(set) var scans = 0

  private var position = Position.gap

  /// Whether EOI was found.
  var isFound: Bool { position == .end }

  /// Processes the next bytes of the file, which starts with SOI.
  mutating func feed(_ bytes: [UInt8]) {
    var i = 0
    while i < bytes.count && position != .end {
      switch position {
      case .segment(let remaining, let isScan):
        let step = min(remaining, bytes.count - i)
        i += step
        if step < remaining {
          position = .segment(remaining: remaining - step, isScan: isScan)
        } else {
          position = isScan ? .data : .gap
        }
      case .data:
        while i < bytes.count && bytes[i] != 0xFF { i += 1 }
        if i < bytes.count { (position, i) = (.dataCode, i + 1) }
      default:
        position = after(bytes[i])
        if case .lengthHigh(isScan: true) = position { scans += 1 }
        i += 1
      }
    }
  }

  private func after(_ byte: UInt8) -> Position {
    switch position {
    case .gap: byte == 0xFF ? .code : .gap
    case .code: afterCode(byte)
    case .dataCode where byte == 0 || 0xD0...0xD7 ~= byte: .data
    case .dataCode where byte == 0xFF: .dataCode
    case .dataCode: afterCode(byte)
    case .lengthHigh(let isScan): .lengthLow(high: Int(byte) << 8, isScan: isScan)
    case .lengthLow(let high, let isScan):
      .segment(remaining: max(0, high + Int(byte) - 2), isScan: isScan)
    case .segment, .data, .end: position
    }
  }

  private func afterCode(_ code: UInt8) -> Position {
    switch code {
    case 0xFF: .code  // Fill byte before a marker.
    case 0xD9: .end
    case 0x00, 0x01, 0xD0...0xD8: .gap  // Markers without a segment.
    default: .lengthHigh(isScan: code == 0xDA)
    }
  }
}
