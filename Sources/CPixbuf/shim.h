/* SPDX-License-Identifier: MIT */
#pragma once
#include <gdk-pixbuf/gdk-pixbuf.h>

/* Wrappers of casting macros and variadic functions, which Swift cannot import. */

typedef void (*PixbufSizePrepared)(GdkPixbufLoader *loader, int width, int height, void *context);

static inline void pixbuf_loader_on_size(
    GdkPixbufLoader *loader, PixbufSizePrepared prepared, void *context) {
  g_signal_connect(loader, "size-prepared", G_CALLBACK(prepared), context);
}

static inline gboolean pixbuf_save(
    GdkPixbuf *pixbuf, char **bytes, gsize *size, const char *type, const char *quality,
    GError **error) {
  return quality
    ? gdk_pixbuf_save_to_buffer(pixbuf, bytes, size, type, error, "quality", quality, NULL)
    : gdk_pixbuf_save_to_buffer(pixbuf, bytes, size, type, error, NULL);
}
