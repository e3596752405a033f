// SPDX-License-Identifier: MIT

import FileIO
import Normalization

/// Pictures from files: PNG, JPEG, still WebP, GIF (its first frame), BMP and TIFF, told by their
/// bytes and not by their names.
public enum PictureFile {
  /// The most pixels that are decoded, 2²⁸; a file that claims more is refused before memory is
  /// taken for it.
  public static let pixelLimit = 268_435_456

  /// The most scans of a JPEG. A progressive one has about ten, and each draws the whole picture
  /// again: with thousands, a small file would keep the decoder busy for hours.
  static let scanLimit = 100

  /// Reads a picture, turned upright by its EXIF orientation and composited onto white.
  ///
  /// With `longestSide` it is shrunk, in linear light, until no side is longer. A JPEG is then decoded
  /// at a half, a quarter or an eighth; other formats are decoded whole and shrunk from the decoder’s
  /// memory. May be called from any thread.
  /// - Precondition: `longestSide` is positive.
  /// - Throws: `PictureError` when there is no such regular file, when it is none of the six formats
  ///   or damaged, or when it has more than `pixelLimit` pixels.
  public static func read(
    _ path: String, fitting longestSide: Int? = nil, pixelLimit: Int = pixelLimit
  ) throws(PictureError) -> LoadedPicture {
    precondition(longestSide ?? 1 > 0, "a side of \(longestSide ?? 0)")
    let stream = try PictureStream(path)
    var piece = try stream.next()
    let kind = try kind(of: stream, first: piece, path)
    let loader = try PixbufLoader(
      kind, path: path, longestSide: longestSide, pixelLimit: pixelLimit)
    var end = PictureEnd(kind, first: piece)
    while !piece.isEmpty {
      end.feed(piece)
      guard end.scans <= scanLimit else {
        throw .notAPicture(path: path, reason: "it has more than \(scanLimit) scans")
      }
      try loader.write(piece)
      piece = try stream.next()
    }
    try loader.close(isCut: end.hole != nil)
    let warning = end.hole.map { "‘\(path.printable)’ ends early: the missing part is \($0)" }
    return try finished(loader, path, longestSide, warnings: warning.map { [$0] } ?? [])
  }

  /// The format of a file, unless its decoder must not see it.
  private static func kind(
    of stream: borrowing PictureStream, first piece: [UInt8], _ path: String
  ) throws(PictureError) -> PictureKind {
    func refusal(_ reason: String) -> PictureError { .notAPicture(path: path, reason: reason) }
    guard let kind = PictureKind(signature: piece) else {
      throw refusal(piece.isEmpty ? "it is empty" : "its first bytes are none of theirs")
    }
    if kind == .webp && PictureKind.isMovingWebP(piece) {
      throw refusal("it is a moving picture, and of WebP only still ones are")
    }
    if kind == .tiff {
      guard let samples = try TIFFSamples.claimed(by: stream) else {
        throw refusal("it ends before its directory")
      }
      guard samples <= TIFFSamples.limit else { throw refusal("a pixel has \(samples) samples") }
    }
    return kind
  }

  private static func finished(
    _ loader: PixbufLoader, _ path: String, _ longestSide: Int?, warnings: [String]
  ) throws(PictureError) -> LoadedPicture {
    let loaded = loader.withSource { source, orientation in
      let whole = loader.size ?? source.size
      let size = whole.fitted(longestSide: longestSide)
      let picture =
        size == source.size ? source.picture() : Resampler(source, to: size).picture()
      return LoadedPicture(
        picture: orientation.upright(picture),
        originalWidth: orientation.swapsSides ? whole.height : whole.width,
        originalHeight: orientation.swapsSides ? whole.width : whole.height,
        warnings: warnings)
    }
    guard let loaded else { throw .notAPicture(path: path, reason: "it ends before its pixels") }
    return loaded
  }
}
