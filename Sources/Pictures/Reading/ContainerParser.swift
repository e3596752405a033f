// SPDX-License-Identifier: MIT

/// Incremental parser of a file’s container. Detects truncated files of the formats whose decoders
/// fill the missing part without an error, and collects the metadata that decoders do not return.
enum ContainerParser {
  case jpeg(JPEGParser)
  case png(ChunkParser)
  case webp(ChunkParser)
  /// BMP: the length declared in the header, and the number of bytes so far.
  case bmp(declared: Int, seen: Int)
  /// Formats whose decoders report truncation.
  case other

  /// Creates the parser of a file with these first bytes.
  init(_ kind: InputPictureFormat, first: [UInt8]) {
    switch kind {
    case .jpeg: self = .jpeg(JPEGParser())
    case .png: self = .png(ChunkParser(.png))
    case .webp: self = .webp(ChunkParser(.riff))
    case .bmp: self = .bmp(declared: first.dropFirst(2).prefix(4).littleEndianNumber, seen: 0)
    case .gif, .tiff, .heic, .avif, .jxl: self = .other
    }
  }

  /// Processes the next bytes of the file. In a JPEG, hides EXIF and the ICC profile from gdk-pixbuf
  /// (`JPEGParser.feed`).
  mutating func feed(_ bytes: inout [UInt8]) {
    switch self {
    case .jpeg(var parser):
      parser.feed(&bytes)
      self = .jpeg(parser)
    case .png(var parser):
      parser.feed(bytes)
      self = .png(parser)
    case .webp(var parser):
      parser.feed(bytes)
      self = .webp(parser)
    case .bmp(let declared, let seen):
      self = .bmp(declared: declared, seen: seen + bytes.count)
    case .other: break
    }
  }

  /// The color of the missing part of a truncated file; nil if the file is complete.
  var colorOfMissingPart: String? {
    switch self {
    case .jpeg(let parser): parser.isFound ? nil : "gray"
    case .png(let parser), .webp(let parser): parser.isComplete ? nil : "blank"
    case .bmp(let declared, let seen): seen >= declared ? nil : "blank"
    case .other: nil
    }
  }

  /// The number of scans of a JPEG that have started.
  var scans: Int {
    if case .jpeg(let parser) = self { parser.scans } else { 0 }
  }

  /// Adds the metadata in the segments of a JPEG or in the chunks of a PNG or WebP.
  func addMetadata(to metadata: inout PictureMetadata) {
    let (exif, profile): ([UInt8]?, [UInt8]?)
    switch self {
    case .png(let parser):
      // libpng inflates the profile (iCCP), so that the decoder returns it.
      (exif, profile) = (parser.content["eXIf"], nil)
      if let depth = parser.content["IHDR"]?.dropFirst(8).first {
        metadata.bitsPerChannel = Int(depth)
      }
    case .webp(let parser): (exif, profile) = (parser.content["EXIF"], parser.content["ICCP"])
    case .jpeg(let parser): (exif, profile) = (parser.exif, parser.profile)
    case .bmp, .other: return
    }
    if let value = exif.flatMap(TIFFDirectory.init(exif:))?.first(.orientation) {
      metadata.orientation = Orientation(value: value)
    }
    if let profile { metadata.profile = profile }
  }
}
