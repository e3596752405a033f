// SPDX-License-Identifier: MIT

/// Tells whether a file was cut off, for the formats whose decoders leave a hole and say nothing.
///
/// The decoders of GIF and TIFF give an error themselves.
enum PictureEnd {
  case jpeg(JPEGEnd)
  case png(PNGEnd)
  /// A WebP or BMP, by the length in its header; so many bytes have come.
  case length(declared: Int, seen: Int)
  case told

  /// The watcher of a file that starts with these bytes.
  init(_ kind: PictureKind, first: [UInt8]) {
    switch kind {
    case .jpeg: self = .jpeg(JPEGEnd())
    case .png: self = .png(PNGEnd())
    case .webp: self = .length(declared: 8 + Self.number(first, at: 4), seen: 0)
    case .bmp: self = .length(declared: Self.number(first, at: 2), seen: 0)
    case .gif, .tiff: self = .told
    }
  }

  /// Four bytes, the lowest first; 0 when they are not there.
  private static func number(_ bytes: [UInt8], at offset: Int) -> Int {
    guard bytes.count >= offset + 4 else { return 0 }
    return bytes[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  /// Goes on with the next bytes of the file.
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
    case .told: break
    }
  }

  /// What the hole looks like in a file that has no end; nil when the end was there.
  var hole: String? {
    switch self {
    case .jpeg(let end): end.isFound ? nil : "grey"
    case .png(let end): end.isFound ? nil : "blank"
    case .length(let declared, let seen): seen >= declared ? nil : "blank"
    case .told: nil
    }
  }

  /// Scans of a JPEG begun so far.
  var scans: Int {
    if case .jpeg(let end) = self { end.scans } else { 0 }
  }
}
