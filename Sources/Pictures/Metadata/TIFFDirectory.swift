// SPDX-License-Identifier: MIT

import FileIO

/// First directory of a TIFF (TIFF 6.0, section 2). EXIF has the same structure (Exif 2.3, 4.5).
struct TIFFDirectory {
  /// Tag of an entry.
  enum Tag: Int {
    case bitsPerSample = 258
    case photometricInterpretation = 262
    case orientation = 274
    case samplesPerPixel = 277
    case planarConfiguration = 284
    case extraSamples = 338
  }

  /// Largest supported number of samples per pixel: cyan, magenta, yellow, black and alpha.
  ///
  /// libtiff allocates strips of width × height × samples before it finds that the file does not
  /// contain them: with 65,535 samples, a file of a few hundred bytes could exhaust memory.
  static let sampleLimit = 5

  /// Bytes of the header, of the entry count, and of an entry.
  private static let (headerLength, countLength, entryLength) = (8, 2, 12)

  private let entries: [(tag: Tag, value: Int)]

  /// Reads the directory; nil without one.
  /// - Parameter read: returns bytes from an offset, fewer only at the end.
  init?(_ read: (_ offset: Int, _ count: Int) throws(FileError) -> [UInt8]) throws(FileError) {
    let header = try read(0, Self.headerLength)
    guard header.count == Self.headerLength, let order = ByteOrder(header) else { return nil }
    let start = order.number(header[4..<8])
    let count = try read(start, Self.countLength)
    guard count.count == Self.countLength else { return nil }
    let bytes = try read(start + Self.countLength, Self.entryLength * order.number(count[...]))
    var entries: [(tag: Tag, value: Int)] = []
    for at in stride(from: 0, to: bytes.count - Self.entryLength + 1, by: Self.entryLength) {
      let entry = bytes[at..<at + Self.entryLength]
      guard let tag = Tag(rawValue: order.number(entry[at..<at + 2])) else { continue }
      entries.append((tag, try Self.firstValue(entry, order, read)))
    }
    self.entries = entries
  }

  /// Reads the directory of a file.
  init?(of file: borrowing RegularFile) throws(FileError) {
    try self.init { offset, count throws(FileError) in
      try file.bytes(at: offset, count: count)
    }
  }

  /// Reads the directory of EXIF data, with or without the identifier of a JPEG segment.
  init?(exif bytes: [UInt8]) {
    let identifier = Array("Exif\0\0".utf8)
    let data = bytes.starts(with: identifier) ? bytes[identifier.count...] : bytes[...]
    let directory = try? Self { offset, count throws(FileError) in
      Array(data.dropFirst(offset).prefix(count))
    }
    guard let directory else { return nil }
    self = directory
  }

  /// Returns the first value of the first entry with a tag; nil if there is none.
  func first(_ tag: Tag) -> Int? { entries.first { $0.tag == tag }?.value }

  /// Returns the largest first value of all entries with a tag; nil if there are none.
  func largest(_ tag: Tag) -> Int? { entries.lazy.filter { $0.tag == tag }.map(\.value).max() }
}

extension TIFFDirectory {
  /// Returns the first value of an entry. Values of more than four bytes are elsewhere in the file.
  private static func firstValue(
    _ entry: ArraySlice<UInt8>, _ order: ByteOrder,
    _ read: (_ offset: Int, _ count: Int) throws(FileError) -> [UInt8]
  ) throws(FileError) -> Int {
    let at = entry.startIndex
    // Types BYTE, SHORT and LONG; no tag above has another.
    let size = [1: 1, 3: 2][order.number(entry[at + 2..<at + 4])] ?? 4
    let count = order.number(entry[at + 4..<at + 8])
    guard count > 4 / size else { return order.number(entry[at + 8..<at + 8 + size]) }
    return order.number(try read(order.number(entry[at + 8..<at + 12]), size)[...])
  }

  /// Byte order of a TIFF: `II` is little-endian, `MM` is big-endian.
  private enum ByteOrder {
    case little, big

    init?(_ header: [UInt8]) {
      switch header[..<4] {
      case [0x49, 0x49, 42, 0]: self = .little
      case [0x4D, 0x4D, 0, 42]: self = .big
      default: return nil
      }
    }

    func number(_ bytes: ArraySlice<UInt8>) -> Int {
      self == .little ? bytes.littleEndianNumber : bytes.bigEndianNumber
    }
  }
}
