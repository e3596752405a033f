// SPDX-License-Identifier: MIT

import CPixbuf
import FileIO
import Normalization

extension Picture {
  /// Returns the contents of a picture file. Deterministic.
  /// - Precondition: a JPEG quality is in 0…100.
  /// - Throws: `PictureError.notEncoded`, for example if a side is too long for a JPEG.
  public func encoded(as format: OutputPictureFormat) throws(PictureError) -> [UInt8] {
    if case .jpeg(let quality) = format {
      precondition(0...100 ~= quality, "JPEG quality \(quality)")
    }
    return try encoded(type: format.type, quality: format.quality)
  }

  /// Writes a picture file atomically. `-` and /dev/stdout stand for standard output.
  /// - Parameter format: nil for that of the file extension, and PNG for standard output.
  /// - Throws: `PictureError` if the extension is not .png, .jpg or .jpeg or the file cannot be
  ///   written; an existing file is then unchanged.
  public func write(
    to path: String, as format: OutputPictureFormat? = nil
  ) throws(PictureError) {
    guard let format = format ?? OutputPictureFormat(path: path) else {
      throw .unsupportedName(path: path)
    }
    let bytes = try encoded(as: format)
    do {
      try FileContents.write(bytes, to: path)
    } catch {
      throw .file(error)
    }
  }

  /// Returns the contents of a file in any format that gdk-pixbuf can write.
  func encoded(type: String, quality: String? = nil) throws(PictureError) -> [UInt8] {
    var error: UnsafeMutablePointer<GError>?
    guard let bytes = saved(type, quality, &error) else {
      defer { g_clear_error(&error) }
      let reason = error.map { String(cString: $0.pointee.message) } ?? "unknown error"
      throw .notEncoded(format: type.uppercased(), reason: reason)
    }
    return bytes
  }

  private func saved(
    _ type: String, _ quality: String?, _ error: inout UnsafeMutablePointer<GError>?
  ) -> [UInt8]? {
    opaqueBytes.withUnsafeBufferPointer { colors in
      let pixbuf = gdk_pixbuf_new_from_data(
        colors.baseAddress, GDK_COLORSPACE_RGB, 0, 8, Int32(width), Int32(height),
        Int32(3 * width), nil, nil)
      guard let pixbuf else { return nil }
      defer { g_object_unref(UnsafeMutableRawPointer(pixbuf)) }
      var buffer: UnsafeMutablePointer<CChar>?
      var size: gsize = 0
      guard pixbuf_save(pixbuf, &buffer, &size, type, quality, &error) != 0 else {
        return nil
      }
      defer { g_free(buffer) }
      return Array(UnsafeRawBufferPointer(start: buffer, count: Int(size)))
    }
  }

  /// R, G, B without the constant alpha.
  private var opaqueBytes: [UInt8] {
    pixels.withUnsafeBufferPointer { pixels in
      [UInt8](unsafeUninitializedCapacity: 3 * width * height) { buffer, count in
        count = 3 * width * height
        for i in 0..<width * height {
          for channel in 0..<3 { buffer[3 * i + channel] = pixels[4 * i + channel] }
        }
      }
    }
  }
}

/// Output file format.
public enum OutputPictureFormat: Equatable, Sendable {
  /// PNG, lossless.
  case png
  /// JPEG with libjpeg’s quality 0…100.
  case jpeg(quality: Int)

  /// JPEG with quality 95.
  public static let jpeg = jpeg(quality: 95)

  /// Creates the format of a file extension, case-insensitively: .png, or .jpg and .jpeg with
  /// quality 95; PNG for standard output; nil for other paths.
  public init?(path: String) {
    let name = path.lowercased()
    if name.hasSuffix(".png") || StandardStreams.isOutput(path) {
      self = .png
    } else if name.hasSuffix(".jpg") || name.hasSuffix(".jpeg") {
      self = .jpeg
    } else {
      return nil
    }
  }

  /// The name in gdk-pixbuf.
  var type: String {
    switch self {
    case .png: "png"
    case .jpeg: "jpeg"
    }
  }

  /// The quality option for gdk-pixbuf; nil for PNG.
  var quality: String? {
    switch self {
    case .png: nil
    case .jpeg(let quality): "\(quality)"
    }
  }
}
