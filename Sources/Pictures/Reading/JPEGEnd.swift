// SPDX-License-Identifier: MIT

/// Finds the end marker (EOI) of a JPEG, fed in pieces.
///
/// gdk-pixbuf fills a JPEG that was cut off with grey and says nothing. Looking at the last two
/// bytes would be wrong both ways: cameras append data, and a thumbnail in EXIF has its own EOI. So
/// segments are skipped by their length and entropy-coded data by its stuffing rules
/// (ITU-T T.81, B.1.1).
struct JPEGEnd {
  private enum Place: Equatable {
    /// Between segments, looking for 0xFF.
    case gap
    /// After 0xFF between segments.
    case code
    /// The first and the second byte of a segment’s length.
    case lengthHigh(isScan: Bool)
    case lengthLow(high: Int, isScan: Bool)
    /// Inside a segment, so many bytes to go.
    case segment(left: Int, isScan: Bool)
    /// In entropy-coded data, and after a 0xFF there.
    case data, dataCode
    case end
  }

  /// Scans begun so far.
  private(set) var scans = 0

  private var place = Place.gap

  /// Whether EOI was seen.
  var isFound: Bool { place == .end }

  /// Goes on with the next bytes of the file, which starts with SOI.
  mutating func feed(_ bytes: [UInt8]) {
    var i = 0
    while i < bytes.count && place != .end {
      switch place {
      case .segment(let left, let isScan):
        let step = min(left, bytes.count - i)
        i += step
        if step < left {
          place = .segment(left: left - step, isScan: isScan)
        } else {
          place = isScan ? .data : .gap
        }
      case .data:
        while i < bytes.count && bytes[i] != 0xFF { i += 1 }
        if i < bytes.count { (place, i) = (.dataCode, i + 1) }
      default:
        place = after(bytes[i])
        if case .lengthHigh(isScan: true) = place { scans += 1 }
        i += 1
      }
    }
  }

  private func after(_ byte: UInt8) -> Place {
    switch place {
    case .gap: byte == 0xFF ? .code : .gap
    case .code: afterCode(byte)
    case .dataCode where byte == 0 || 0xD0...0xD7 ~= byte: .data
    case .dataCode where byte == 0xFF: .dataCode
    case .dataCode: afterCode(byte)
    case .lengthHigh(let isScan): .lengthLow(high: Int(byte) << 8, isScan: isScan)
    case .lengthLow(let high, let isScan):
      .segment(left: max(0, high + Int(byte) - 2), isScan: isScan)
    case .segment, .data, .end: place
    }
  }

  private func afterCode(_ code: UInt8) -> Place {
    switch code {
    case 0xFF: .code  // Fill bytes may precede any marker.
    case 0xD9: .end
    case 0x00, 0x01, 0xD0...0xD8: .gap  // Markers without a segment.
    default: .lengthHigh(isScan: code == 0xDA)
    }
  }
}
