// SPDX-License-Identifier: MIT

import CPixbuf
import Synchronization

/// Incremental gdk-pixbuf decoder of one format.
final class PixbufLoader {
  /// The size in the file before rotation; nil until the header is decoded.
  private(set) var size: PictureSize?

  private static let tiff = Mutex(())
  /// Suppresses gdk-pixbuf’s log messages about damaged files; errors are returned as values.
  private static let silence: Void = {
    let levels = GLogLevelFlags(rawValue: ~0)
    g_log_set_handler("GdkPixbuf", levels, { _, _, _, _ in }, nil)
  }()

  private let path: String
  private let kind: InputPictureFormat
  private let longestSide: Int?
  private let pixelLimit: Int
  private let loader: UnsafeMutablePointer<GdkPixbufLoader>
  private var isOpen = true

  /// Creates a decoder. With `longestSide`, a JPEG may be decoded at a reduced size.
  init(
    _ kind: InputPictureFormat, path: String, longestSide: Int?, pixelLimit: Int
  ) throws(PictureError) {
    Self.silence
    var error: UnsafeMutablePointer<GError>?
    guard let loader = gdk_pixbuf_loader_new_with_type(kind.rawValue, &error) else {
      throw .notAPicture(path: path, reason: Self.reason(error))
    }
    (self.path, self.kind, self.loader) = (path, kind, loader)
    (self.longestSide, self.pixelLimit) = (longestSide, pixelLimit)
    // Unretained: the signal is emitted by write() and close() only, while self exists.
    pixbuf_loader_on_size(
      loader,
      { loader, width, height, context in
        guard let loader, let context else { return }
        let owner = Unmanaged<PixbufLoader>.fromOpaque(context).takeUnretainedValue()
        owner.prepare(loader, PictureSize(width: Int(width), height: Int(height)))
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit {
    // Open only after an error that was already thrown.
    if isOpen { try? close(isTruncated: true) }
    g_object_unref(loader)
  }

  /// Decodes the next bytes of the file.
  func write(_ bytes: [UInt8]) throws(PictureError) {
    var error: UnsafeMutablePointer<GError>?
    let isDone = gdk_pixbuf_loader_write(loader, bytes, gsize(bytes.count), &error) != 0
    try check(isDone, error)
  }

  /// Finishes decoding. Errors of a truncated file are ignored, so that its available part is used.
  func close(isTruncated: Bool) throws(PictureError) {
    // libtiff is called here, and gdk-pixbuf stores its errors in a global variable.
    try kind == .tiff
      ? Self.tiff.withLock { _ throws(PictureError) in try end() } : end(isTruncated)
  }

  private func end(_ isTruncated: Bool = false) throws(PictureError) {
    isOpen = false
    var error: UnsafeMutablePointer<GError>?
    let isDone = gdk_pixbuf_loader_close(loader, &error) != 0
    // Decoders differ in whether they report a missing end, even for the same format.
    if isTruncated { g_clear_error(&error) }
    try check(isTruncated || isDone, error)
  }

  /// Returns the result of `body` for the decoded pixels in the decoder’s memory; nil if there are
  /// none.
  func withSource<Result>(_ body: (PixelSource, Orientation) -> Result) -> Result? {
    guard let pixbuf = gdk_pixbuf_loader_get_pixbuf(loader),
      gdk_pixbuf_get_bits_per_sample(pixbuf) == 8, let bytes = gdk_pixbuf_read_pixels(pixbuf)
    else { return nil }
    let size = PictureSize(
      width: Int(gdk_pixbuf_get_width(pixbuf)), height: Int(gdk_pixbuf_get_height(pixbuf)))
    let source = PixelSource(
      bytes: bytes, size: size, stride: Int(gdk_pixbuf_get_rowstride(pixbuf)),
      channels: Int(gdk_pixbuf_get_n_channels(pixbuf)),
      hasAlpha: gdk_pixbuf_get_has_alpha(pixbuf) != 0)
    return body(source, Self.orientation(of: pixbuf))
  }

  private func prepare(_ loader: UnsafeMutablePointer<GdkPixbufLoader>, _ size: PictureSize) {
    self.size = size
    if size.pixels > pixelLimit {
      // With size 0×0 every decoder fails before it allocates memory.
      gdk_pixbuf_loader_set_size(loader, 0, 0)
    } else if kind == .jpeg {
      let scaled = size.divided(by: Self.divisor(size, longestSide))
      gdk_pixbuf_loader_set_size(loader, Int32(scaled.width), Int32(scaled.height))
    }
  }

  /// Returns the largest divisor 8, 4 or 2 for which both sides are at least twice the requested
  /// size. The JPEG decoder then skips high frequencies, and area averaging does the rest.
  private static func divisor(_ size: PictureSize, _ longestSide: Int?) -> Int {
    let requested = size.fitted(longestSide: longestSide)
    return [8, 4, 2].first { divisor in
      let scaled = size.divided(by: divisor)
      return scaled.width >= 2 * requested.width && scaled.height >= 2 * requested.height
    } ?? 1
  }

  private static func orientation(of pixbuf: OpaquePointer) -> Orientation {
    guard let text = gdk_pixbuf_get_option(pixbuf, "orientation") else { return .upright }
    return Orientation(value: Int(String(cString: text)) ?? 1)
  }

  /// Throws the decoder’s error, or `tooLarge` if the size exceeds the limit; some decoders stop
  /// there without an error.
  private func check(
    _ isDone: Bool, _ error: UnsafeMutablePointer<GError>?
  ) throws(PictureError) {
    let reason = isDone ? nil : Self.reason(error)
    if let size, size.pixels > pixelLimit {
      throw .tooLarge(path: path, width: size.width, height: size.height)
    }
    if let reason { throw .notAPicture(path: path, reason: reason) }
  }

  /// Returns the message of a decoder’s error and frees the error.
  private static func reason(_ error: UnsafeMutablePointer<GError>?) -> String {
    guard let error else { return "unknown decoder error" }
    defer { g_error_free(error) }
    return String(cString: error.pointee.message)
  }
}
