// SPDX-License-Identifier: MIT

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
