// SPDX-License-Identifier: MIT

import CPixbuf
import Synchronization

/// gdk-pixbuf’s incremental decoder of one named format, and all there is to know of its memory.
final class PixbufLoader {
  /// The picture’s size in the file, before turning, once known.
  private(set) var size: PictureSize?

  private static let tiff = Mutex(())
  /// Keeps what gdk-pixbuf says of damaged files off the terminal; its errors come as values.
  private static let silence: Void = {
    let levels = GLogLevelFlags(rawValue: ~0)
    g_log_set_handler("GdkPixbuf", levels, { _, _, _, _ in }, nil)
  }()

  private let path: String
  private let kind: PictureKind
  private let longestSide: Int?
  private let pixelLimit: Int
  private let loader: UnsafeMutablePointer<GdkPixbufLoader>
  private var isOpen = true

  /// A decoder that may take a shortcut when only a picture of `longestSide` is wanted.
  init(
    _ kind: PictureKind, path: String, longestSide: Int?, pixelLimit: Int
  ) throws(PictureError) {
    Self.silence
    var error: UnsafeMutablePointer<GError>?
    guard let loader = gdk_pixbuf_loader_new_with_type(kind.rawValue, &error) else {
      throw .notAPicture(path: path, reason: Self.reason(error))
    }
    (self.path, self.kind, self.loader) = (path, kind, loader)
    (self.longestSide, self.pixelLimit) = (longestSide, pixelLimit)
    // Unretained: signals only come from write() and close(), while self lives.
    pixbuf_loader_on_size(
      loader,
      { loader, width, height, context in
        guard let loader, let context else { return }
        let owner = Unmanaged<PixbufLoader>.fromOpaque(context).takeUnretainedValue()
        owner.prepare(loader, PictureSize(width: Int(width), height: Int(height)))
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit {
    // Only after an error that was already told.
    if isOpen { try? close(isCut: true) }
    g_object_unref(loader)
  }

  /// Decodes the next bytes of the file.
  func write(_ bytes: [UInt8]) throws(PictureError) {
    var error: UnsafeMutablePointer<GError>?
    let isDone = gdk_pixbuf_loader_write(loader, bytes, gsize(bytes.count), &error) != 0
    try check(isDone, error)
  }

  /// Ends the file. Of one that is cut off, what came through counts.
  func close(isCut: Bool) throws(PictureError) {
    // libtiff is called from here, and gdk-pixbuf collects its errors in one global.
    try kind == .tiff ? Self.tiff.withLock { _ throws(PictureError) in try end() } : end(isCut)
  }

  private func end(_ isCut: Bool = false) throws(PictureError) {
    isOpen = false
    var error: UnsafeMutablePointer<GError>?
    let isDone = gdk_pixbuf_loader_close(loader, &error) != 0
    // Some decoders call a missing end an error and some do not, even for one format.
    if isCut { g_clear_error(&error) }
    try check(isCut || isDone, error)
  }

  /// Runs `body` on the decoded pixels, where they are; nil when there are none.
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
      // A size of nothing makes every decoder give up before it allocates.
      gdk_pixbuf_loader_set_size(loader, 0, 0)
    } else if kind == .jpeg {
      let scaled = size.divided(by: Self.divisor(size, longestSide))
      gdk_pixbuf_loader_set_size(loader, Int32(scaled.width), Int32(scaled.height))
    }
  }

  /// The largest scale 1/8, 1/4, 1/2 that leaves both sides at least twice the wanted size: the JPEG
  /// decoder then skips frequencies, and the averaging that follows still has something to average.
  private static func divisor(_ size: PictureSize, _ longestSide: Int?) -> Int {
    let wanted = size.fitted(longestSide: longestSide)
    return [8, 4, 2].first { divisor in
      let scaled = size.divided(by: divisor)
      return scaled.width >= 2 * wanted.width && scaled.height >= 2 * wanted.height
    } ?? 1
  }

  private static func orientation(of pixbuf: OpaquePointer) -> Orientation {
    guard let text = gdk_pixbuf_get_option(pixbuf, "orientation") else { return .upright }
    return Orientation(value: Int(String(cString: text)) ?? 1)
  }

  /// Throws what the decoder said. One may also stop at the limit without a word.
  private func check(
    _ isDone: Bool, _ error: UnsafeMutablePointer<GError>?
  ) throws(PictureError) {
    let reason = isDone ? nil : Self.reason(error)
    if let size, size.pixels > pixelLimit {
      throw .tooLarge(path: path, width: size.width, height: size.height)
    }
    if let reason { throw .notAPicture(path: path, reason: reason) }
  }

  /// The decoder’s own words, and the end of its error.
  private static func reason(_ error: UnsafeMutablePointer<GError>?) -> String {
    guard let error else { return "the decoder gives no reason" }
    defer { g_error_free(error) }
    return String(cString: error.pointee.message)
  }
}
