// SPDX-License-Identifier: MIT

import Normalization

/// Pictures from files: PNG, JPEG, still WebP, GIF (its first frame), BMP and TIFF, told by their
/// bytes and not by their names.
public enum PictureFile {
  /// The most pixels that are decoded, 2²⁸; a file that claims more is refused before memory is
  /// taken for it.
  public static let pixelLimit = 268_435_456

  /// Reads a picture, turned upright by its EXIF orientation and composited onto white.
  ///
  /// With `longestSide` it is shrunk, in linear light, until no side is longer. A JPEG is then decoded
  /// at a half, a quarter or an eighth; other formats are decoded whole and shrunk from the decoder’s
  /// memory. May be called from any thread.
  /// - Precondition: `longestSide` is positive.
  /// - Throws: `PictureError` when there is no such regular file, when it is none of the six formats
  ///   or damaged, or when it has more than `pixelLimit` pixels.
  public static func read(
    _ path: String, fitting longestSide: Int? = nil
  ) throws(PictureError) -> LoadedPicture {
    precondition(longestSide ?? 1 > 0, "a side of \(longestSide ?? 0)")
    let stream = try PictureStream(path)
    var piece = try stream.next()
    let kind = try kind(first: piece, path)
    let loader = try PixbufLoader(kind, path: path, longestSide: longestSide)
    var end = PictureEnd(kind, first: piece)
    while !piece.isEmpty {
      try loader.write(piece)
      end.feed(piece)
      piece = try stream.next()
    }
    try loader.close(isCut: end.hole != nil)
    let warning = end.hole.map { "‘\(path.printable)’ ends early: the missing part is \($0)" }
    return try finished(loader, path, longestSide, warnings: warning.map { [$0] } ?? [])
  }

  private static func kind(
    first piece: [UInt8], _ path: String
  ) throws(PictureError) -> PictureKind {
    guard let kind = PictureKind(signature: piece) else {
      throw .notAPicture(
        path: path, reason: piece.isEmpty ? "it is empty" : "its first bytes are none of theirs")
    }
    guard kind != .webp || !PictureKind.isMovingWebP(piece) else {
      throw .notAPicture(
        path: path, reason: "it is a moving picture, and of WebP only still ones are")
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
