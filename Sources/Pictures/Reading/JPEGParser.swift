// SPDX-License-Identifier: MIT

/// Incremental parser of a JPEG: finds its end marker (EOI), EXIF and ICC profile.
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
    case lengthHigh(marker: UInt8)
    case lengthLow(high: Int, marker: UInt8)
    /// Within a segment.
    case segment(remaining: Int, marker: UInt8)
    /// In entropy-coded data, and after 0xFF in it.
    case data, dataCode
    case end
  }

  /// The number of scans that have started.
  private(set) var scans = 0
  /// Content of the segment APP1 with EXIF; of several, the first.
  private(set) var exif: [UInt8]?
  /// Parts of the ICC profile by their numbers, and their declared count (ICC.1, annex B.4).
  private var profileParts: [UInt8: ArraySlice<UInt8>] = [:]
  private var profilePartCount: UInt8 = 0
  /// Bytes of the current segment, if it is APP1 or APP2.
  private var segment: [UInt8] = []

  private var position = Position.gap

  /// Whether EOI was found.
  var isFound: Bool { position == .end }

  /// The ICC profile; nil if there is none, empty if a part is missing.
  var profile: [UInt8]? {
    guard !profileParts.isEmpty else { return nil }
    guard profileParts.count == profilePartCount else { return [] }
    return profileParts.sorted { $0.key < $1.key }.flatMap(\.value)
  }

  /// Processes the next bytes of the file, which starts with SOI, and hides EXIF and the profile from
  /// the decoder: segments APP1 and APP2 become APP15. gdk-pixbuf 2.42 reads a null pointer where the
  /// first part of a profile is not the first in the file, and misplaces short parts.
  mutating func feed(_ bytes: inout [UInt8]) {
    var i = 0
    while i < bytes.count && position != .end {
      switch position {
      case .segment(let remaining, let marker):
        let step = min(remaining, bytes.count - i)
        if Self.app1...Self.app2 ~= marker { segment += bytes[i..<i + step] }
        i += step
        if step < remaining {
          position = .segment(remaining: remaining - step, marker: marker)
        } else {
          finishSegment(marker)
          position = marker == Self.startOfScan ? .data : .gap
        }
      case .data:
        while i < bytes.count && bytes[i] != 0xFF { i += 1 }
        if i < bytes.count { (position, i) = (.dataCode, i + 1) }
      default:
        position = after(bytes[i])
        if case .lengthHigh(Self.app1...Self.app2) = position { bytes[i] = Self.app15 }
        if position == .lengthHigh(marker: Self.startOfScan) { scans += 1 }
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
    case .lengthHigh(let marker): .lengthLow(high: Int(byte) << 8, marker: marker)
    case .lengthLow(let high, let marker):
      .segment(remaining: max(0, high + Int(byte) - 2), marker: marker)
    case .segment, .data, .end: position
    }
  }

  private func afterCode(_ code: UInt8) -> Position {
    switch code {
    case 0xFF: .code  // Fill byte before a marker.
    case 0xD9: .end
    case 0x00, 0x01, 0xD0...0xD8: .gap  // Markers without a segment.
    default: .lengthHigh(marker: code)
    }
  }

  private static let (app1, app2, app15): (UInt8, UInt8, UInt8) = (0xE1, 0xE2, 0xEF)
  private static let startOfScan: UInt8 = 0xDA

  /// Collects EXIF and parts of the profile. Of parts with equal numbers the first counts, so that
  /// all take at most 16 MB.
  private mutating func finishSegment(_ marker: UInt8) {
    defer { segment = [] }
    if marker == Self.app1, exif == nil, segment.count > 6,
      segment.starts(with: Array("Exif\0\0".utf8))
    {
      exif = segment
    }
    let name = Array("ICC_PROFILE\0".utf8)
    guard marker == Self.app2, segment.count >= name.count + 2, segment.starts(with: name) else {
      return
    }
    let number = segment[name.count]
    if profileParts[number] == nil { profileParts[number] = segment[(name.count + 2)...] }
    if profilePartCount == 0 { profilePartCount = segment[name.count + 1] }
  }
}
