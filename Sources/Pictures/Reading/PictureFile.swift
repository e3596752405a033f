// SPDX-License-Identifier: MIT

import FileIO

/// Reads picture files: PNG, JPEG, still WebP, GIF (first frame), BMP and TIFF; and HEIC, AVIF and
/// JPEG XL if gdk-pixbuf has a loader for them. The format is detected from the contents, not from
/// the name.
public enum PictureFile {
  /// Largest number of pixels that is decoded, 2²⁸. Files that declare more are refused before
  /// memory is allocated.
  public static let pixelLimit = 268_435_456

  /// Largest number of scans of a JPEG. A progressive one has about ten, and each updates all
  /// pixels: a small file with thousands of scans would occupy the decoder for hours.
  static let scanLimit = 100

  /// Reads a picture, rotated according to its EXIF orientation, converted from its ICC profile to
  /// sRGB and composited onto white.
  ///
  /// Decoders return 8 bits per channel; a warning tells of files with more.
  ///
  /// With `longestSide` the picture is reduced, in linear light, so that no side is longer. A JPEG
  /// is then decoded at 1/2, 1/4 or 1/8 of its size; other formats are decoded at full size and
  /// reduced from the decoder’s memory. Thread-safe.
  /// - Precondition: `longestSide` is positive.
  /// - Throws: `PictureError` if the path is not a regular file, the file is damaged or in another
  ///   format, or it has more than `pixelLimit` pixels.
  public static func read(
    _ path: String, fitting longestSide: Int? = nil, pixelLimit: Int = pixelLimit
  ) throws(PictureError) -> LoadedPicture {
    precondition(longestSide ?? 1 > 0, "longest side \(longestSide ?? 0)")
    let file = try open(path)
    var chunk = try next(of: file)
    let kind = try kind(of: chunk, path)
    let loader = try PixbufLoader(
      kind, path: path, longestSide: longestSide, pixelLimit: pixelLimit)
    var metadata = try metadata(of: file, kind, first: chunk, path)
    if let size = metadata.declaredSize, size.pixels > pixelLimit {
      throw .tooLarge(path: path, width: size.width, height: size.height)
    }
    var container = ContainerParser(kind, first: chunk)
    while !chunk.isEmpty {
      container.feed(&chunk)
      guard container.scans <= scanLimit else {
        throw .notAPicture(path: path, reason: "it has more than \(scanLimit) scans")
      }
      try loader.write(chunk)
      chunk = try next(of: file)
    }
    let missing = container.colorOfMissingPart
    try loader.close(isTruncated: missing != nil)
    loader.addMetadata(to: &metadata)
    container.addMetadata(to: &metadata)
    let warning = missing.map { "‘\(path.printable)’ is truncated: the missing part is \($0)" }
    return try finished(loader, metadata, path, longestSide, warnings: warning.map { [$0] } ?? [])
  }

  /// Returns whether a file starts like a picture of a supported format.
  public static func isPicture(_ path: String) -> Bool {
    guard let file = try? RegularFile(path), let first = try? file.next(64) else { return false }
    return InputPictureFormat(signature: first) != nil
  }

  /// Larger files are refused: some decoders keep the entire file in memory.
  private static let byteLimit = 1 << 30

  private static func open(_ path: String) throws(PictureError) -> RegularFile {
    do { return try RegularFile(path, limit: byteLimit) } catch { throw .file(error) }
  }

  /// Returns the next bytes of a file, so that it is never in memory entirely; none at its end.
  private static func next(of file: borrowing RegularFile) throws(PictureError) -> [UInt8] {
    do { return try file.next(65_536) } catch { throw .file(error) }
  }

  /// Returns the format of a file with these first bytes; refuses animations.
  private static func kind(
    of first: [UInt8], _ path: String
  ) throws(PictureError) -> InputPictureFormat {
    guard let kind = InputPictureFormat(signature: first) else {
      throw .notAPicture(
        path: path, reason: first.isEmpty ? "the file is empty" : "unknown signature")
    }
    if kind == .webp && InputPictureFormat.isAnimatedWebP(first) {
      throw .notAPicture(path: path, reason: "animated WebP is not supported")
    }
    return kind
  }

  /// Returns the metadata that are known before decoding. Rejects files without a declared size,
  /// because their decoders could exhaust memory.
  private static func metadata(
    of file: borrowing RegularFile, _ kind: InputPictureFormat, first chunk: [UInt8],
    _ path: String
  ) throws(PictureError) -> PictureMetadata {
    let result: PictureMetadata?
    do throws(FileError) {
      result =
        switch kind {
        case .tiff: try TIFFDirectory(of: file).map(PictureMetadata.init)
        case .heic, .avif: PictureMetadata(try ImageProperties(of: file))
        case .jxl: JPEGXLHeader.size(chunk).map { PictureMetadata(declaredSize: $0) }
        case .png, .jpeg, .webp, .gif, .bmp: PictureMetadata()
        }
    } catch {
      throw .file(error)
    }
    guard let result else {
      throw .notAPicture(
        path: path, reason: "its header declares no size; the file is truncated or damaged")
    }
    guard result.samplesPerPixel <= TIFFDirectory.sampleLimit else {
      throw .notAPicture(
        path: path,
        reason: "\(result.samplesPerPixel) samples per pixel; the limit is "
          + "\(TIFFDirectory.sampleLimit)")
    }
    return result
  }

  private static func finished(
    _ loader: PixbufLoader, _ metadata: PictureMetadata, _ path: String, _ longestSide: Int?,
    warnings: [String]
  ) throws(PictureError) -> LoadedPicture {
    let loaded = loader.withPixels { pixels in
      let (source, profile, problem) = pixels.converted(metadata)
      let original = loader.size ?? source.size
      let size = original.fitted(longestSide: longestSide)
      let picture =
        size == source.size ? source.picture() : Resampler(source, to: size).picture()
      let swaps = metadata.orientation.swapsSides
      return LoadedPicture(
        picture: metadata.orientation.upright(picture),
        originalWidth: swaps ? original.height : original.width,
        originalHeight: swaps ? original.width : original.height,
        profile: profile, bitsPerChannel: metadata.bitsPerChannel,
        warnings: warnings
          + ([problem].compactMap { $0 } + metadata.warnings).map {
            "‘\(path.printable)’: \($0)"
          })
    }
    guard let loaded else {
      throw .notAPicture(path: path, reason: "the file ends before its pixels")
    }
    return loaded
  }
}

/// Picture read from a file, with the original size and warnings.
public struct LoadedPicture: Equatable, Sendable {
  /// The picture: upright, opaque, and no larger than requested.
  public internal(set) var picture: Picture
  /// The width in the file, after rotation.
  public let originalWidth: Int
  /// The height in the file, after rotation.
  public let originalHeight: Int
  /// The ICC profile of the file; nil if it has none, or an unusable one.
  public let profile: ColorProfile?
  /// Bits per channel in the file.
  public let bitsPerChannel: Int
  /// Problems of the file to report to the user.
  public let warnings: [String]

  /// A picture that is not in a file.
  public init(_ picture: Picture) {
    self.init(
      picture: picture, originalWidth: picture.width, originalHeight: picture.height,
      profile: nil, bitsPerChannel: 8, warnings: [])
  }

  init(
    picture: Picture, originalWidth: Int, originalHeight: Int, profile: ColorProfile?,
    bitsPerChannel: Int, warnings: [String]
  ) {
    (self.picture, self.profile, self.bitsPerChannel) = (picture, profile, bitsPerChannel)
    (self.originalWidth, self.originalHeight) = (originalWidth, originalHeight)
    self.warnings = warnings
  }
}
