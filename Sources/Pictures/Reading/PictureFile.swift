// SPDX-License-Identifier: MIT

import FileIO

/// Reads picture files: PNG, JPEG, still WebP, GIF (first frame), BMP and TIFF. The format is
/// detected from the contents, not from the name.
public enum PictureFile {
  /// Largest number of pixels that is decoded, 2²⁸. Files that declare more are refused before
  /// memory is allocated.
  public static let pixelLimit = 268_435_456

  /// Largest number of scans of a JPEG. A progressive one has about ten, and each updates all
  /// pixels: a small file with thousands of scans would occupy the decoder for hours.
  static let scanLimit = 100

  /// Reads a picture, rotated according to its EXIF orientation and composited onto white.
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
    let kind = try kind(of: file, first: chunk, path)
    let loader = try PixbufLoader(
      kind, path: path, longestSide: longestSide, pixelLimit: pixelLimit)
    var truncation = TruncationDetector(kind, first: chunk)
    while !chunk.isEmpty {
      truncation.feed(chunk)
      guard truncation.scans <= scanLimit else {
        throw .notAPicture(path: path, reason: "it has more than \(scanLimit) scans")
      }
      try loader.write(chunk)
      chunk = try next(of: file)
    }
    let missing = truncation.colorOfMissingPart
    try loader.close(isTruncated: missing != nil)
    let warning = missing.map { "‘\(path.printable)’ is truncated: the missing part is \($0)" }
    return try finished(loader, path, longestSide, warnings: warning.map { [$0] } ?? [])
  }

  /// Returns whether a file starts like a picture of a supported format.
  public static func isPicture(_ path: String) -> Bool {
    guard let file = try? RegularFile(path), let first = try? file.next(16) else { return false }
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

  /// Returns the format of a file; refuses files that are dangerous for the format's decoder.
  private static func kind(
    of file: borrowing RegularFile, first chunk: [UInt8], _ path: String
  ) throws(PictureError) -> InputPictureFormat {
    func refusal(_ reason: String) -> PictureError { .notAPicture(path: path, reason: reason) }
    guard let kind = InputPictureFormat(signature: chunk) else {
      throw refusal(
        chunk.isEmpty
          ? "the file is empty"
          : InputPictureFormat.unsupportedName(chunk).map {
            "\($0) is not supported; convert it to PNG or JPEG"
          } ?? "unknown signature")
    }
    if kind == .webp && InputPictureFormat.isAnimatedWebP(chunk) {
      throw refusal("animated WebP is not supported")
    }
    if kind == .tiff {
      guard let samples = try TIFFSamples.declared(in: file) else {
        throw refusal("the file ends before its directory")
      }
      guard samples <= TIFFSamples.limit else {
        throw refusal("\(samples) samples per pixel; the limit is \(TIFFSamples.limit)")
      }
    }
    return kind
  }

  private static func finished(
    _ loader: PixbufLoader, _ path: String, _ longestSide: Int?, warnings: [String]
  ) throws(PictureError) -> LoadedPicture {
    let loaded = loader.withSource { source, orientation in
      let original = loader.size ?? source.size
      let size = original.fitted(longestSide: longestSide)
      let picture =
        size == source.size ? source.picture() : Resampler(source, to: size).picture()
      return LoadedPicture(
        picture: orientation.upright(picture),
        originalWidth: orientation.swapsSides ? original.height : original.width,
        originalHeight: orientation.swapsSides ? original.width : original.height,
        warnings: warnings)
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
  public let picture: Picture
  /// The width in the file, after rotation.
  public let originalWidth: Int
  /// The height in the file, after rotation.
  public let originalHeight: Int
  /// Problems of the file to report to the user.
  public let warnings: [String]

  /// A picture that is not in a file.
  public init(_ picture: Picture) {
    self.init(
      picture: picture, originalWidth: picture.width, originalHeight: picture.height, warnings: [])
  }

  init(picture: Picture, originalWidth: Int, originalHeight: Int, warnings: [String]) {
    (self.picture, self.warnings) = (picture, warnings)
    (self.originalWidth, self.originalHeight) = (originalWidth, originalHeight)
  }
}
