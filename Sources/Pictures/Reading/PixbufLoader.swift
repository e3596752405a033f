// SPDX-License-Identifier: MIT

import CPixbuf
import Synchronization

/// Incremental gdk-pixbuf decoder of one format.
final class PixbufLoader {
  /// The size in the file before rotation; nil until the header is decoded.
  private(set) var size: PictureSize?

  private static let tiff = Mutex(())
  /// Suppresses log messages of gdk-pixbuf and its loaders, some of which log without a domain, about
  /// damaged files; errors are returned as values.
  private static let silence: Void = {
    for domain in ["GdkPixbuf", nil] {
      g_log_set_handler(domain, GLogLevelFlags(rawValue: ~0), { _, _, _, _ in }, nil)
    }
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
    guard let loader = Self.loader(of: kind) else {
      let (name, package) = kind.decoderPackage
      throw .notAPicture(
        path: path,
        reason: "gdk-pixbuf has no \(name) loader; install one (on Debian the package \(package)) "
          + "or convert the picture to PNG")
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

  /// Returns whether gdk-pixbuf has a loader for a format.
  static func isAvailable(_ kind: InputPictureFormat) -> Bool {
    guard let loader = loader(of: kind) else { return false }
    gdk_pixbuf_loader_close(loader, nil)
    g_object_unref(loader)
    return true
  }

  private static func loader(
    of kind: InputPictureFormat
  ) -> UnsafeMutablePointer<GdkPixbufLoader>? {
    kind.decoderNames.lazy.compactMap { gdk_pixbuf_loader_new_with_type($0, nil) }.first
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
  /// none. `body` may change the pixels.
  func withPixels<Result>(_ body: (DecodedPixels) -> Result) -> Result? {
    guard let pixbuf = gdk_pixbuf_loader_get_pixbuf(loader),
      gdk_pixbuf_get_bits_per_sample(pixbuf) == 8, let bytes = gdk_pixbuf_get_pixels(pixbuf)
    else { return nil }
    let size = PictureSize(
      width: Int(gdk_pixbuf_get_width(pixbuf)), height: Int(gdk_pixbuf_get_height(pixbuf)))
    return body(
      DecodedPixels(
        bytes: bytes, size: size, stride: Int(gdk_pixbuf_get_rowstride(pixbuf)),
        channels: Int(gdk_pixbuf_get_n_channels(pixbuf)),
        hasAlpha: gdk_pixbuf_get_has_alpha(pixbuf) != 0))
  }

  /// Adds the metadata that the decoder returns.
  func addMetadata(to metadata: inout PictureMetadata) {
    guard let pixbuf = gdk_pixbuf_loader_get_pixbuf(loader) else { return }
    if let value = gdk_pixbuf_get_option(pixbuf, "orientation").flatMap({ Int(String(cString: $0)) }
    ) {
      metadata.orientation = Orientation(value: value)
    }
    if let base64 = gdk_pixbuf_get_option(pixbuf, "icc-profile") {
      var count: gsize = 0
      let bytes = g_base64_decode(base64, &count)
      metadata.profile = Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
      g_free(bytes)
    }
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
