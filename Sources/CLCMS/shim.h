/* SPDX-License-Identifier: MIT */
#pragma once
#include <lcms2.h>

/* Macros with arguments, which Swift cannot import. */

/* Pixels of 8-bit R, G, B, followed by `extra` bytes that are skipped. */
static inline cmsUInt32Number lcms_rgb_format(int extra) {
  return COLORSPACE_SH(PT_RGB) | EXTRA_SH(extra) | CHANNELS_SH(3) | BYTES_SH(1);
}

/* Pixels of one 8-bit gray value, followed by `extra` bytes that are skipped. */
static inline cmsUInt32Number lcms_gray_format(int extra) {
  return COLORSPACE_SH(PT_GRAY) | EXTRA_SH(extra) | CHANNELS_SH(1) | BYTES_SH(1);
}
