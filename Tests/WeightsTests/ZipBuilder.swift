// SPDX-License-Identifier: MIT

import CZlib

@testable import Weights

/// Writer of valid and invalid zip archives.
struct ZipBuilder {
  /// An entry. Tests may set the fields of its record to wrong values.
  struct Entry {
    var name: String
    var contents: [UInt8]
    var isDeflated = false
    var flags: UInt16 = 0
    var method: UInt16?
    /// Uncompressed size in the record, if not the real one.
    var size: UInt64?
    var isZip64 = false
  }

  var entries: [Entry]

  /// The bytes of the archive.
  var bytes: [UInt8] {
    var (archive, directory): ([UInt8], [UInt8]) = ([], [])
    for entry in entries {
      let packed = entry.isDeflated ? Self.deflated(entry.contents) : entry.contents
      directory += record(entry, packed.count, offset: archive.count)
      archive += Self.word(0x0403_4B50) + [UInt8](repeating: 0, count: 22)
      archive += Self.half(entry.name.utf8.count) + Self.half(0) + Array(entry.name.utf8) + packed
    }
    let start = archive.count
    archive += directory + Self.word(0x0605_4B50) + Self.word(0)
    archive += Self.half(entries.count) + Self.half(entries.count)
    return archive + Self.word(directory.count) + Self.word(start) + Self.half(0)
  }

  private func record(_ entry: Entry, _ packedSize: Int, offset: Int) -> [UInt8] {
    let method = entry.method ?? (entry.isDeflated ? 8 : 0)
    let size = entry.size ?? UInt64(entry.contents.count)
    var record = Self.word(0x0201_4B50) + Self.word(0) + Self.half(Int(entry.flags))
    record += Self.half(Int(method)) + Self.word(0)
    record += Self.word(Int(Inflate.checksum(entry.contents[...]))) + Self.word(packedSize)
    record += entry.isZip64 ? Self.word(0xFFFF_FFFF) : Self.word(Int(size))
    record += Self.half(entry.name.utf8.count) + Self.half(entry.isZip64 ? 12 : 0) + Self.half(0)
    record += [UInt8](repeating: 0, count: 8) + Self.word(offset) + Array(entry.name.utf8)
    guard entry.isZip64 else { return record }
    return record + Self.half(1) + Self.half(8) + withUnsafeBytes(of: size.littleEndian, Array.init)
  }

  /// Returns a raw deflate stream.
  static func deflated(_ contents: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    deflateInit2_(
      &stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
    defer { deflateEnd(&stream) }
    var (input, output) = (contents, [UInt8](repeating: 0, count: contents.count + 100))
    let count = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        (stream.next_in, stream.avail_in) = (source.baseAddress, UInt32(source.count))
        (stream.next_out, stream.avail_out) = (target.baseAddress, UInt32(target.count))
        deflate(&stream, Z_FINISH)
        return Int(stream.total_out)
      }
    }
    return Array(output.prefix(count))
  }

  static func half(_ value: Int) -> [UInt8] {
    withUnsafeBytes(of: UInt16(value).littleEndian, Array.init)
  }

  static func word(_ value: Int) -> [UInt8] {
    withUnsafeBytes(of: UInt32(value).littleEndian, Array.init)
  }
}

extension ZipBuilder {
  /// Reads all entries of an archive.
  init(_ archive: [UInt8]) throws {
    let zip = try ZipArchive(archive[...])
    var budget = AllocationBudget(fileSize: archive.count)
    entries = try zip.entries.map {
      Entry(name: $0.name, contents: Array(try zip.contents(of: $0, &budget)))
    }
  }
}
