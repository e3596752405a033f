// SPDX-License-Identifier: MIT

import CPixbuf
import FileIO
import Normalization

extension Picture {
  /// The bytes of a file with this picture; the same picture gives the same bytes.
  /// - Precondition: a JPEG quality is in 0…100.
  /// - Throws: `PictureError.notEncoded`, for one when a side is too long for a JPEG.
  public func encoded(as format: PictureFormat) throws(PictureError) -> [UInt8] {
    if case .jpeg(let quality) = format {
      precondition(0...100 ~= quality, "a quality of \(quality)")
    }
    return try encoded(type: format.type, quality: format.quality)
  }

  /// Writes a file in the format that its name asks for, whole or not at all.
  /// - Throws: `PictureError` when the name does not end in .png, .jpg or .jpeg, or the system
  ///   refuses; an older file is then untouched.
  public func write(to path: String) throws(PictureError) {
    guard let format = PictureFormat(path: path) else { throw .unsupportedName(path: path) }
    let bytes = try encoded(as: format)
    do {
      try FileBytes.write(bytes, to: path)
    } catch {
      throw .file(error)
    }
  }

  /// The bytes of a file of any type that gdk-pixbuf writes.
  func encoded(type: String, quality: String? = nil) throws(PictureError) -> [UInt8] {
    var error: UnsafeMutablePointer<GError>?
    guard let bytes = saved(type, quality, &error) else {
      defer { g_clear_error(&error) }
      let reason = error.map { String(cString: $0.pointee.message) } ?? "no reason is given"
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

  /// R, G, B without the alpha that is always 255, which files need not carry.
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
