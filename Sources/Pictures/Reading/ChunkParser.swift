// SPDX-License-Identifier: MIT

/// Incremental parser of the chunks of a PNG (PNG specification, 5.3) or of a RIFF file (WebP).
struct ChunkParser {
  /// Layout of the chunks.
  enum Layout {
    /// Length (big-endian), type, content, checksum.
    case png
    /// Type, length (little-endian), content, a padding byte after an odd length.
    case riff
  }

  /// The contents of the chunks with metadata, by type; of several, the first.
  private(set) var content: [String: [UInt8]] = [:]

  /// Longer contents are cut off: EXIF in other formats has at most 64 KiB, and the profiles of
  /// scanners and printers have about 2 MiB.
  private static let contentLimit = 4 << 20
  private static let collected: Set = ["IHDR", "eXIf", "ICCP", "EXIF"]

  private let layout: Layout
  /// The signature of the file, until it is complete.
  private var signature: [UInt8] = []
  private var seen = 0
  private var isEndFound = false
  /// Length and type of the next chunk, as far as received.
  private var header: [UInt8] = []
  /// The type of the current chunk if its content is collected.
  private var type: String?
  /// Bytes left of the current chunk’s content, and between it and the next header.
  private var remaining = 0
  private var gap = 0

  /// Creates a parser of a file from its first byte.
  init(_ layout: Layout) { self.layout = layout }

  /// Whether the chunk IEND was found, or as many bytes as the RIFF header declares.
  var isComplete: Bool {
    switch layout {
    case .png: isEndFound
    case .riff: seen >= 8 + signature.dropFirst(4).prefix(4).littleEndianNumber
    }
  }

  /// Processes the next bytes of the file.
  mutating func feed(_ bytes: [UInt8]) {
    seen += bytes.count
    var rest = bytes[...]
    while !rest.isEmpty && !isEndFound {
      if signature.count < signatureLength {
        signature.append(rest.removeFirst())
      } else if remaining > 0 {
        let part = rest.prefix(remaining)
        collect(part)
        (remaining, rest) = (remaining - part.count, rest.dropFirst(part.count))
      } else if gap > 0 {
        let count = min(gap, rest.count)
        (gap, rest) = (gap - count, rest.dropFirst(count))
      } else {
        header.append(rest.removeFirst())
        if header.count == 8 { startChunk() }
      }
    }
  }

  private var signatureLength: Int { layout == .png ? 8 : 12 }

  private mutating func startChunk() {
    let name: String
    switch layout {
    case .png:
      (remaining, gap) = (header[..<4].bigEndianNumber, 4)
      name = String(decoding: header[4...], as: UTF8.self)
    case .riff:
      remaining = header[4...].littleEndianNumber
      gap = remaining % 2
      name = String(decoding: header[..<4], as: UTF8.self)
    }
    isEndFound = layout == .png && name == "IEND"
    type = Self.collected.contains(name) && content[name] == nil ? name : nil
    header = []
  }

  private mutating func collect(_ part: ArraySlice<UInt8>) {
    guard let type else { return }
    let room = Self.contentLimit - (content[type]?.count ?? 0)
    content[type, default: []] += part.prefix(room)
  }
}
