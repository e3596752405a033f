// SPDX-License-Identifier: MIT

/// How many samples a pixel has in a TIFF, from its first directory (TIFF 6.0, section 2).
///
/// libtiff takes memory for strips of width × height × samples before it finds that the file has no
/// such strip: with 65,535 samples a file of a few hundred bytes could fill all memory.
enum TIFFSamples {
  /// Cyan, magenta, yellow, black and alpha; no picture that is shown has more.
  static let limit = 5

  /// Bytes of a header, of the entry count, and of an entry.
  private static let (header, count, entry) = (8, 2, 12)
  /// The tag SamplesPerPixel.
  private static let tag = 277

  /// The most samples that any entry claims, 1 when none does; nil when there is no directory.
  static func claimed(by stream: borrowing PictureStream) throws(PictureError) -> Int? {
    let start = try stream.bytes(at: 0, count: header)
    guard start.count == header else { return nil }
    let number = start[0] == 0x49 ? littleEndian : bigEndian
    let directory = number(start[4..<8])
    let size = try stream.bytes(at: directory, count: count)
    guard size.count == count else { return nil }
    let entries = try stream.bytes(at: directory + count, count: entry * number(size[...]))
    return stride(from: 0, to: entries.count - entry + 1, by: entry).map { at in
      number(entries[at..<at + 2]) == tag ? value(entries[at..<at + entry], number) : 1
    }.max() ?? 1
  }

  /// The value of an entry: of two bytes for a SHORT (type 3), else read as if of four.
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
