// SPDX-License-Identifier: MIT

import CPixbuf

extension Picture {
  /// The pixels of a drawing of our own, at the size that it names.
  ///
  /// SVG is not among the formats of pictures: a stranger's drawing could name other files.
  /// - Returns: nil where gdk-pixbuf has no loader for SVG (Debian's is in librsvg2-common).
  /// - Throws: `PictureError.notEncoded` when the loader refuses the drawing.
  public init?(svg: [UInt8]) throws(PictureError) {
    guard let loader = gdk_pixbuf_loader_new_with_type("svg", nil) else { return nil }
    defer { g_object_unref(loader) }
    var error: UnsafeMutablePointer<GError>?
    let isWritten = gdk_pixbuf_loader_write(loader, svg, gsize(svg.count), &error) != 0
    // An unclosed loader complains; one that has failed has nothing to add.
    let isClosed =
      isWritten
      ? gdk_pixbuf_loader_close(loader, &error) != 0 : gdk_pixbuf_loader_close(loader, nil) != 0
    guard isWritten, isClosed, let pixbuf = gdk_pixbuf_loader_get_pixbuf(loader),
      let bytes = gdk_pixbuf_read_pixels(pixbuf)
    else {
      defer { g_clear_error(&error) }
      let reason = error.map { String(cString: $0.pointee.message) } ?? "no reason is given"
      throw .notEncoded(format: "PNG", reason: reason)
    }
    let size = PictureSize(
      width: Int(gdk_pixbuf_get_width(pixbuf)), height: Int(gdk_pixbuf_get_height(pixbuf)))
    self =
      PixelSource(
        bytes: bytes, size: size, stride: Int(gdk_pixbuf_get_rowstride(pixbuf)),
        channels: Int(gdk_pixbuf_get_n_channels(pixbuf)),
        hasAlpha: gdk_pixbuf_get_has_alpha(pixbuf) != 0
      ).picture()
  }
}
